import { useState, type ReactNode } from 'react';
import type { LexiconEntry } from '../../../contract/lexicon.ts';
import type { TextSlice } from '../../../text/sentences/slice.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { toMixLanguage } from '../../store/voice-language.ts';
import { useWords } from '../../store/use-words.ts';
import { ProblemLine } from '../problem/problem-line.tsx';
import { EntryForm } from './entry-form.tsx';
import { toRemoval, toReplacement } from './lexicon-edits.ts';
import { useReadWord, type WordReading } from './use-read-word.ts';
import './word-popover.css';

/** How the word is said that was asked for: shown, heard, corrected and kept. */
export function WordPopover(): ReactNode {
  const word = useAppState((state) => state.askedWord);
  return word === null ? null : <AskedWord word={word} />;
}

function AskedWord({ word }: { readonly word: TextSlice }): ReactNode {
  const { changeLexicon, closeWord } = useActions();
  const { say } = useWords();
  const written = useAppState((state) => state.text.slice(word.start, word.end)).replace(/\s+/gu, ' ');
  const own = useOwnEntry(written);
  const reading = useReadWord(word);
  const [outcome, setOutcome] = useState<'saved' | 'lost' | null>(null);
  const change = (update: Parameters<typeof changeLexicon>[0], isSaved: boolean): void => {
    const { isKept } = changeLexicon(update);
    setOutcome(isKept ? (isSaved ? 'saved' : null) : 'lost');
    // The form is another one now.
    document.getElementById('word-place')?.focus();
  };
  const initial: LexiconEntry = own ?? {
    written,
    says: '',
    language: 'all',
    matchCase: false,
    wholeWord: true,
  };
  return (
    <>
      <div className="word__head">
        <h2 className="word__title" id="word-title">
          {say('word.title', { word: written })}
        </h2>
        <Button look="quiet" onClick={closeWord} aria-label={say('common.close')}>
          <Icon name="close" />
        </Button>
      </div>
      <SaidWord reading={reading} />
      <EntryForm
        key={`${initial.written}${initial.says}`}
        initial={initial}
        isWordGiven={true}
        submitLabel={say('common.save')}
        onSubmit={(entry) => change((entries) => toReplacement(entries, own, entry).apply(entries), true)}
      >
        {own === null ? null : (
          <Button onClick={() => change(toRemoval(own).apply, false)}>{say('word.forget')}</Button>
        )}
      </EntryForm>
      <p className="word__outcome" role="status">
        {outcome === null ? '' : say(outcome === 'saved' ? 'word.saved' : 'lexicon.notKept')}
      </p>
      <AllEntries />
    </>
  );
}

function AllEntries(): ReactNode {
  const { closeWord, turnWorkbench } = useActions();
  const { say } = useWords();
  const show = (): void => {
    closeWord();
    turnWorkbench('lexicon');
    document.getElementById('workbench')?.scrollIntoView({ block: 'start' });
  };
  return (
    <button className="word__all" type="button" onClick={show}>
      {say('word.all')}
    </button>
  );
}

/** The phonemes of a word, what it is read as, and who says so. */
function SaidWord({ reading }: { readonly reading: WordReading | null }): ReactNode {
  const { say } = useWords();
  if (reading === null) return <p className="word__said">{say('common.loading')}</p>;
  if ('problem' in reading) {
    return (
      <p className="word__said" role="alert">
        <ProblemLine problem={reading.problem} />
      </p>
    );
  }
  const { words } = reading;
  const [first] = words;
  if (first === undefined) return <p className="word__said">{say('word.unspoken')}</p>;
  const spoken = words.map((word) => word.spoken).join(' ');
  return (
    <p className="word__said">
      <bdi className="word__phonemes" lang="und-fonipa">
        {words.map(({ phonemes }) => phonemes).join(' ')}
      </bdi>
      <span className="word__source">
        {say(`lexicon.source.${first.source}`)}
        {say('common.listSeparator')}
        {say('word.spokenAs', { spoken })}
      </span>
    </p>
  );
}

/** Finds the user's own entry for a word in the language that is spoken, or in all. */
function useOwnEntry(written: string): LexiconEntry | null {
  const language = useAppState((state) => toMixLanguage(state.settings.voice));
  const entries = useAppState((state) => state.lexicon);
  const isMeant = (entry: LexiconEntry): boolean =>
    entry.matchCase ? entry.written === written : entry.written.toLowerCase() === written.toLowerCase();
  return (
    entries.findLast((entry) => entry.language === language && isMeant(entry)) ??
    entries.findLast((entry) => entry.language === 'all' && isMeant(entry)) ??
    null
  );
}

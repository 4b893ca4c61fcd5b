import { type ReactNode, useState } from 'react';
import { type LexiconEntry, MAX_LEXICON_TEXT_LENGTH, toGivenPhonemes } from '../../../contract/lexicon.ts';
import { findUnknownPhonemes } from '../../../contract/phoneme-alphabet.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Select } from '../../components/select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAppState } from '../../store/app-context.ts';
import { usePreview } from '../../store/use-preview.ts';
import { useWords } from '../../store/use-words.ts';
import type { Words } from '../../words/words.ts';
import { PreviewProblem } from '../problem/preview-problem.tsx';
import { languages } from '../voices/languages.ts';
import './entry-form.css';
import { toEntryPreview } from './entry-preview.ts';

interface EntryFormProps {
  readonly initial: LexiconEntry;
  /** Where the word stands in the text, it is not asked for. */
  readonly isWordGiven?: boolean;
  readonly submitLabel: string;
  readonly onSubmit: (entry: LexiconEntry) => void;
  /** More buttons. */
  readonly children?: ReactNode;
}

/** Asks for a word and how it is said, and says it. */
export function EntryForm(props: EntryFormProps): ReactNode {
  const { initial, isWordGiven = false, submitLabel, onSubmit, children } = props;
  const words = useWords();
  const { say } = words;
  const [entry, setEntry] = useState(initial);
  const [wasTried, setTried] = useState(false);
  const faults = checkEntry(entry, words);
  const isComplete = faults.written === null && faults.says === null;
  const change = (patch: Partial<LexiconEntry>): void => setEntry({ ...entry, ...patch });
  const submit = (): void => {
    setTried(!isComplete);
    if (!isComplete) return;
    onSubmit({ ...entry, written: entry.written.trim(), says: entry.says.trim() });
    setEntry(initial);
  };
  return (
    <form
      className="entry-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {isWordGiven ? null : (
        <TextField
          label={say('lexicon.written')}
          value={entry.written}
          onChange={(written) => change({ written })}
          error={wasTried ? faults.written : null}
        />
      )}
      <TextField
        label={say('lexicon.says')}
        value={entry.says}
        onChange={(says) => change({ says })}
        placeholder={say('lexicon.saysHint')}
        // What is wrong with phonemes is seen as they are typed.
        error={wasTried || entry.says.trim().length > 1 ? faults.says : null}
      />
      <EntryOptions entry={entry} onChange={change} />
      <div className="entry-form__actions">
        <Button type="submit" look="primary">
          {submitLabel}
        </Button>
        <HearEntry entry={entry} isSayable={faults.says === null} />
        {children}
      </div>
    </form>
  );
}

interface EntryOptionsProps {
  readonly entry: LexiconEntry;
  readonly onChange: (patch: Partial<LexiconEntry>) => void;
}

function EntryOptions({ entry, onChange }: EntryOptionsProps): ReactNode {
  const { say, languageName } = useWords();
  return (
    <div className="entry-form__options">
      <Select
        label={say('lexicon.language')}
        isLabelHidden={true}
        value={entry.language}
        options={[
          { value: 'all', label: say('lexicon.allLanguages') },
          ...languages.map((value) => ({ value, label: languageName(value) })),
        ]}
        onChange={(language) => onChange({ language })}
      />
      <label className="entry-form__option">
        <input
          type="checkbox"
          checked={entry.matchCase}
          onChange={(event) => onChange({ matchCase: event.target.checked })}
        />
        {say('lexicon.matchCase')}
      </label>
      <label className="entry-form__option">
        <input
          type="checkbox"
          checked={entry.wholeWord}
          onChange={(event) => onChange({ wholeWord: event.target.checked })}
        />
        {say('lexicon.wholeWord')}
      </label>
    </div>
  );
}

interface HearEntryProps {
  readonly entry: LexiconEntry;
  /** Whether what is written is said in the new way; as it was said before if not. */
  readonly isSayable: boolean;
}

/** Says an entry as it would be said, before it is saved. */
function HearEntry({ entry, isSayable }: HearEntryProps): ReactNode {
  const { say } = useWords();
  const voice = useAppState((state) => state.settings.voice);
  const { state, hear } = usePreview();
  const isSpeaking = state.phase === 'speaking';
  const isEmpty = entry.written.trim() === '';
  return (
    <>
      <Button isIdle={isEmpty} onClick={() => hear('entry', toEntryPreview(entry, { voice, isSayable }))}>
        <Icon name={isSpeaking ? 'stop' : 'play'} />
        {isSpeaking ? say('common.stop') : say('lexicon.hearIt')}
      </Button>
      {state.phase === 'failed' ? (
        <p className="entry-form__problem" role="alert">
          <PreviewProblem problem={state.problem} />
        </p>
      ) : null}
    </>
  );
}

/** What is wrong with an entry, by field; null where nothing is. */
export interface EntryFaults {
  readonly written: string | null;
  readonly says: string | null;
}

/** Says what is wrong with an entry; phonemes must be of Kokoro's alphabet. */
function checkEntry({ written, says }: LexiconEntry, { say }: Words): EntryFaults {
  const tooLong = say('lexicon.tooLong', { limit: MAX_LEXICON_TEXT_LENGTH });
  const isLong = (text: string): boolean => text.length > MAX_LEXICON_TEXT_LENGTH;
  const missing = written.trim() === '' ? say('lexicon.wordMissing') : null;
  return {
    written: isLong(written) ? tooLong : missing,
    says: isLong(says) ? tooLong : checkSays(says.trim(), say),
  };
}

function checkSays(says: string, say: Words['say']): string | null {
  if (says === '') return say('lexicon.sayingMissing');
  const phonemes = toGivenPhonemes(says);
  if (phonemes === undefined) return /^\/|\/$/u.test(says) ? say('lexicon.slashes') : null;
  const unknown = findUnknownPhonemes(phonemes);
  return unknown.length === 0 ? null : say('lexicon.unknownPhonemes', { phonemes: unknown.join(' ') });
}

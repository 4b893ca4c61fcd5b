import { useState, type ReactNode } from 'react';
import type { LexiconEntry } from '../../../contract/lexicon.ts';
import { toEntryKey } from '../../../text/lexicon/entries.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAppState } from '../../store/app-context.ts';
import type { UsedPreview } from '../../store/use-preview.ts';
import { useWords } from '../../store/use-words.ts';
import { EntryForm } from './entry-form.tsx';
import { toEntryPreview } from './entry-preview.ts';
import { toRemoval, type LexiconEdit, type Tell } from './lexicon-edits.ts';

interface EntryRowProps {
  readonly entry: LexiconEntry;
  readonly preview: UsedPreview;
  readonly onEdit: (edit: LexiconEdit, tell: Tell) => void;
  readonly onPut: (old: LexiconEntry, entry: LexiconEntry) => void;
}

/** One entry: heard with one press, changed and deleted with others. */
export function EntryRow({ entry, preview, onEdit, onPut }: EntryRowProps): ReactNode {
  const { say, languageName } = useWords();
  const [isOpen, setOpen] = useState(false);
  const { written: name, says, language } = entry;
  return (
    <li className="entry">
      <div className="entry__head">
        <HearEntry entry={entry} preview={preview} />
        <p className="entry__words">
          <bdi className="entry__written">{name}</bdi>
          <bdi className="entry__says">{says}</bdi>
        </p>
        {language === 'all' ? null : <span className="entry__language">{languageName(language)}</span>}
        <Button
          look="quiet"
          aria-expanded={isOpen}
          aria-label={say('lexicon.editWord', { word: name })}
          onClick={() => setOpen(!isOpen)}
        >
          {say('lexicon.edit')}
        </Button>
        <Button
          look="quiet"
          aria-label={say('lexicon.deleteWord', { word: name })}
          onClick={() => onEdit(toRemoval(entry), (now) => now.say('lexicon.deleted', { word: name }))}
        >
          <Icon name="close" />
        </Button>
      </div>
      {isOpen ? (
        <EntryForm
          initial={entry}
          submitLabel={say('common.save')}
          onSubmit={(changed) => {
            setOpen(false);
            onPut(entry, changed);
          }}
        >
          <Button look="quiet" onClick={() => setOpen(false)}>
            {say('common.cancel')}
          </Button>
        </EntryForm>
      ) : null}
    </li>
  );
}

function HearEntry({ entry, preview }: Pick<EntryRowProps, 'entry' | 'preview'>): ReactNode {
  const { say } = useWords();
  const voice = useAppState((state) => state.settings.voice);
  const key = toEntryKey(entry);
  const { state, hear } = preview;
  const isSpeaking = state.phase === 'speaking' && state.key === key;
  return (
    <Button
      look="quiet"
      aria-label={say(isSpeaking ? 'voices.stopVoice' : 'voices.hear', { name: entry.written })}
      onClick={() => hear(key, toEntryPreview(entry, { voice, isSayable: true }))}
    >
      <Icon name={isSpeaking ? 'stop' : 'play'} />
    </Button>
  );
}

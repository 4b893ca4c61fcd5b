import { useState, type ReactNode } from 'react';
import type { LexiconEntry } from '../../../contract/lexicon.ts';
import { toEntryKey } from '../../../text/lexicon/entries.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { usePreview } from '../../store/use-preview.ts';
import { useWords } from '../../store/use-words.ts';
import { PreviewProblem } from '../problem/preview-problem.tsx';
import { EntryForm } from './entry-form.tsx';
import { EntryRow } from './entry-row.tsx';
import { searchEntries, toReplacement, type LexiconEdit, type Tell } from './lexicon-edits.ts';
import { LexiconFiles } from './lexicon-files.tsx';
import './lexicon.css';

/** As many are shown at once. */
const PAGE = 50;

const emptyEntry: LexiconEntry = {
  written: '',
  says: '',
  language: 'all',
  matchCase: false,
  wholeWord: true,
};

/** What happened last, and how it is taken back. */
interface Done {
  readonly tell: Tell;
  readonly undo: LexiconEdit['undo'];
}

/** The user's pronunciations: found, heard, added, changed, deleted, and kept in files. */
export function LexiconPanel(): ReactNode {
  const { changeLexicon } = useActions();
  const words = useWords();
  const { say } = words;
  const entries = useAppState((state) => state.lexicon);
  const [done, setDone] = useState<Done | null>(null);
  const [isKept, setKept] = useState(true);
  const change = (update: LexiconEdit['apply']): void => setKept(changeLexicon(update).isKept);
  const edit = ({ apply, undo }: LexiconEdit, tell: Tell): void => {
    change(apply);
    setDone({ tell, undo });
  };
  const put = (old: LexiconEntry | null, entry: LexiconEntry): void => {
    const replacement = toReplacement(entries, old, entry);
    const key = replacement.isNew ? 'lexicon.added' : 'lexicon.changed';
    edit(replacement, (now) => now.say(key, { word: entry.written }));
  };
  const undo = (): void => {
    if (done !== null) change(done.undo);
    setDone(null);
  };
  return (
    <>
      <p className="lexicon__intro">{say('lexicon.intro')}</p>
      <EntryForm
        initial={emptyEntry}
        submitLabel={say('lexicon.add')}
        onSubmit={(entry) => put(null, entry)}
      />
      {isKept ? null : <Notice tone="warn" title={say('lexicon.notKept')} />}
      <div className="lexicon__done" role="status">
        {done === null ? null : (
          <>
            <span>{done.tell(words)}</span>
            <Button onClick={undo}>{say('editor.undo')}</Button>
          </>
        )}
      </div>
      <EntryList entries={entries} onEdit={edit} onPut={put} />
      <LexiconFiles entries={entries} onEdit={edit} />
    </>
  );
}

interface EntryListProps {
  readonly entries: readonly LexiconEntry[];
  readonly onEdit: (edit: LexiconEdit, tell: Tell) => void;
  readonly onPut: (old: LexiconEntry, entry: LexiconEntry) => void;
}

function EntryList({ entries, onEdit, onPut }: EntryListProps): ReactNode {
  const { say, rich } = useWords();
  const [query, setQuery] = useState('');
  const [shownCount, setShownCount] = useState(PAGE);
  const preview = usePreview();
  const found = searchEntries(entries, query);
  const hiddenCount = found.length - shownCount;
  if (entries.length === 0) {
    return (
      <p className="lexicon__empty">{rich('lexicon.empty', { strong: (text) => <strong>{text}</strong> })}</p>
    );
  }
  return (
    <>
      <div className="lexicon__search">
        <TextField
          label={say('lexicon.search')}
          isLabelHidden={true}
          type="search"
          placeholder={say('lexicon.search')}
          value={query}
          onChange={setQuery}
        />
      </div>
      {found.length === 0 ? (
        <p className="workbench__wait" role="status">
          {say('lexicon.noMatch')}
        </p>
      ) : (
        <ul className="lexicon__list" aria-label={say('lexicon.list')}>
          {found.slice(0, shownCount).map((entry) => (
            <EntryRow key={toEntryKey(entry)} entry={entry} {...{ preview, onEdit, onPut }} />
          ))}
        </ul>
      )}
      {preview.state.phase === 'failed' ? (
        <p className="entry-form__problem" role="alert">
          <PreviewProblem problem={preview.state.problem} />
        </p>
      ) : null}
      {hiddenCount <= 0 ? null : (
        <div>
          <Button onClick={() => setShownCount(shownCount + PAGE)}>
            {say('lexicon.more', { count: Math.min(PAGE, hiddenCount) })}
          </Button>
        </div>
      )}
    </>
  );
}

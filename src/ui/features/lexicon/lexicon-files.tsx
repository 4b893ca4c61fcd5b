import { useRef, useState, type ReactNode } from 'react';
import type { LexiconEntry } from '../../../contract/lexicon.ts';
import { saveFile } from '../../../page/save-file.ts';
import { mergeEntries, toLexiconJson } from '../../../text/lexicon/entries.ts';
import { toPls } from '../../../text/lexicon/to-pls.ts';
import { Button } from '../../components/button.tsx';
import { useWords } from '../../store/use-words.ts';
import { toAddition, type LexiconEdit, type Tell } from './lexicon-edits.ts';
import { LexiconFileError, MAX_LEXICON_BYTES, readLexiconFile } from './read-lexicon-file.ts';

interface LexiconFilesProps {
  readonly entries: readonly LexiconEntry[];
  readonly onEdit: (edit: LexiconEdit, tell: Tell) => void;
}

const faultKeys = {
  broken: 'lexicon.fileBroken',
  'document-type': 'lexicon.fileDocumentType',
  empty: 'lexicon.fileEmpty',
  'too-long': 'editor.fileTooLong',
} as const;

/** Gives what takes pronunciations out of a file, and what kept the last one from it. */
function useImport({ entries, onEdit }: LexiconFilesProps): readonly [(file: File) => void, Tell | null] {
  const [fault, setFault] = useState<{ readonly tell: Tell } | null>(null);
  const importFile = async (file: File): Promise<void> => {
    setFault(null);
    try {
      const { entries: added, skippedCount } = await readLexiconFile(file);
      const { newCount, changedCount, leftOutCount } = mergeEntries(entries, added);
      const counts = { added: newCount, changed: changedCount, skipped: skippedCount + leftOutCount };
      onEdit(toAddition(entries, added), ({ say }) => say('lexicon.imported', counts));
    } catch (error) {
      const { name } = file;
      const key = error instanceof LexiconFileError ? faultKeys[error.reason] : 'editor.fileUnreadable';
      setFault({ tell: ({ say, bytes }) => say(key, { name, limit: bytes(MAX_LEXICON_BYTES) }) });
    }
  };
  return [(file) => void importFile(file), fault?.tell ?? null];
}

/** Takes pronunciations from files, and writes them to files. */
export function LexiconFiles(props: LexiconFilesProps): ReactNode {
  const { entries } = props;
  const words = useWords();
  const { say } = words;
  const input = useRef<HTMLInputElement>(null);
  const [importFile, fault] = useImport(props);
  const isEmpty = entries.length === 0;
  return (
    <div className="lexicon__files">
      <Button onClick={() => input.current?.click()}>{say('lexicon.import')}</Button>
      <input
        ref={input}
        type="file"
        accept=".json,.pls,.xml,application/json,application/pls+xml"
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) importFile(file);
          // Or the same file could not be opened again.
          event.target.value = '';
        }}
      />
      <Button
        isIdle={isEmpty}
        onClick={() => saveText(toLexiconJson(entries), 'sotto-pronunciations.json', 'application/json')}
      >
        {say('lexicon.exportAs', { format: 'JSON' })}
      </Button>
      <Button
        isIdle={isEmpty}
        onClick={() => saveText(toPls(entries), 'sotto-pronunciations.pls', 'application/pls+xml')}
      >
        {say('lexicon.exportAs', { format: 'PLS' })}
      </Button>
      <p className="lexicon__hint">{say('lexicon.importHint')}</p>
      <p className="lexicon__fault" role="alert">
        {fault?.(words) ?? ''}
      </p>
    </div>
  );
}

function saveText(text: string, name: string, type: string): void {
  saveFile(new Blob([text], { type }), name);
}

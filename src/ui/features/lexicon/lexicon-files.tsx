import { useRef, useState, type ReactNode } from 'react';
import type { LexiconEntry } from '../../../contract/lexicon.ts';
import { saveFile } from '../../../page/save-file.ts';
import { mergeEntries, toLexiconJson } from '../../../text/lexicon/entries.ts';
import { toPls } from '../../../text/lexicon/to-pls.ts';
import { Button } from '../../components/button.tsx';
import { useWords } from '../../store/use-words.ts';
import { toAddition, type LexiconEdit } from './lexicon-edits.ts';
import { LexiconFileError, MAX_LEXICON_BYTES, readLexiconFile } from './read-lexicon-file.ts';

interface LexiconFilesProps {
  readonly entries: readonly LexiconEntry[];
  readonly onEdit: (edit: LexiconEdit, words: string) => void;
}

const faultKeys = {
  broken: 'lexicon.fileBroken',
  'document-type': 'lexicon.fileDocumentType',
  empty: 'lexicon.fileEmpty',
  'too-long': 'editor.fileTooLong',
} as const;

/** Takes pronunciations from files, and writes them to files. */
export function LexiconFiles({ entries, onEdit }: LexiconFilesProps): ReactNode {
  const { say, bytes } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const importFile = async (file: File): Promise<void> => {
    setFault(null);
    try {
      const { entries: added, skippedCount } = await readLexiconFile(file);
      const { newCount, changedCount, leftOutCount } = mergeEntries(entries, added);
      const counts = { added: newCount, changed: changedCount, skipped: skippedCount + leftOutCount };
      onEdit(toAddition(entries, added), say('lexicon.imported', counts));
    } catch (error) {
      const key = error instanceof LexiconFileError ? faultKeys[error.reason] : 'editor.fileUnreadable';
      setFault(say(key, { name: file.name, limit: bytes(MAX_LEXICON_BYTES) }));
    }
  };
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
          if (file !== undefined) void importFile(file);
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
        {fault ?? ''}
      </p>
    </div>
  );
}

function saveText(text: string, name: string, type: string): void {
  saveFile(new Blob([text], { type }), name);
}

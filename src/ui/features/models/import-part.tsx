import { useId, useRef, useState, type DragEvent, type ReactNode } from 'react';
import type { ImportReport } from '../../../contract/model-storage.ts';
import { Button } from '../../components/button.tsx';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import type { ModelsModel } from './models-model.ts';

/** Takes in model files that the person has already: chosen one by one, as a folder, or dropped. */
export function ImportPart({ model }: { readonly model: ModelsModel }): ReactNode {
  const { say } = useWords();
  const titleId = useId();
  const { task, imported } = useStoreState(model.store);
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void readDroppedFiles(event.dataTransfer).then(model.import);
  };
  return (
    <section
      className={isOver ? 'models__part drop drop--over' : 'models__part drop'}
      aria-labelledby={titleId}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <h2 className="models__title" id={titleId}>
        {say('models.importTitle')}
      </h2>
      <p className="models__hint">{say('models.importHint')}</p>
      <div className="models__actions">
        <FileButton
          label={say('models.chooseFiles')}
          isFolder={false}
          isIdle={task !== null}
          onFiles={model.import}
        />
        <FileButton
          label={say('models.chooseFolder')}
          isFolder={true}
          isIdle={task !== null}
          onFiles={model.import}
        />
      </div>
      <div role="status" className="models__outcome">
        {task === 'import' ? <p>{say('models.importing')}</p> : null}
        {imported === null ? null : <Outcome report={imported} />}
      </div>
    </section>
  );
}

interface FileButtonProps {
  readonly label: string;
  readonly isFolder: boolean;
  readonly isIdle: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

function FileButton({ label, isFolder, isIdle, onFiles }: FileButtonProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button isIdle={isIdle} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={(element) => {
          input.current = element;
          // No attribute that React knows.
          if (element !== null) element.webkitdirectory = isFolder;
        }}
        type="file"
        multiple={true}
        hidden={true}
        aria-label={label}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}

function Outcome({ report: { imported, refused } }: { readonly report: ImportReport }): ReactNode {
  const { say } = useWords();
  return (
    <>
      <p>{say('models.imported', { count: imported.length })}</p>
      {refused.length === 0 ? null : (
        <details>
          <summary>{say('models.notImported', { count: refused.length })}</summary>
          <ul>
            {refused.map(({ name, reason }) => (
              <li key={name}>
                {name}: <span lang="en">{reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Reads the files that were dropped, those in dropped folders too. Call it in the event: the list is gone afterwards. */
async function readDroppedFiles(data: DataTransfer): Promise<File[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry());
  const files = [...data.files];
  // Some browsers report no folders; the files alone must do.
  if (entries.every((entry) => entry === null)) return files;
  const present = entries.filter((entry) => entry !== null);
  const found = await Promise.all(present.map(readEntry));
  return found.flat();
}

async function readEntry(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) {
    return [
      await new Promise<File>((resolve, reject) => {
        entry.file(resolve, reject);
      }),
    ];
  }
  if (!isDirectory(entry)) return [];
  const files: File[] = [];
  const reader = entry.createReader();
  for (;;) {
    // Browsers list a folder in portions of a hundred entries.
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (batch.length === 0) return files;
    for (const child of batch) files.push(...(await readEntry(child)));
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

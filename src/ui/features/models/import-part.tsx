import { useId, useRef, useState, type DragEvent, type ReactNode } from 'react';
import type { ImportReport } from '../../../contract/model-storage.ts';
import { Button } from '../../components/button.tsx';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import type { ModelsModel } from './models-model.ts';
import { readDroppedFiles } from './read-dropped-files.ts';

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

import { useId, useState, type ReactNode } from 'react';
import { saveFile } from '../../../browser/save-file.ts';
import type { StorageReport } from '../../../speech/model-storage.ts';
import { Button } from '../../components/button.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { toMegabytes } from '../engine-panel/engine-words.ts';
import { DownloadRow } from './download-row.tsx';
import type { ModelsModel } from './models-model.ts';
import { toStoredWeights, type StoredWeights } from './stored-models.ts';

interface StoredPartProps {
  readonly report: StorageReport;
  readonly model: ModelsModel;
}

/** The models that are stored, whole and in part, and how much room there is. */
export function StoredPart({ report, model }: StoredPartProps): ReactNode {
  const titleId = useId();
  const isDownloading = useAppState((state) => state.engine?.state === 'downloading');
  const weights = toStoredWeights(report);
  const strays = report.files.filter((file) => file.model === null);
  return (
    <section className="models__part" aria-labelledby={titleId}>
      <h2 className="models__title" id={titleId}>
        Stored on this device
      </h2>
      <Room report={report} model={model} />
      <DownloadRow model={model} weights={weights} />
      <ul className="stored">
        {weights
          .filter(({ bytes, heldBytes }) => !isDownloading || bytes === heldBytes)
          .map((stored) => (
            <WeightsRow key={`${stored.model} ${stored.dtype}`} stored={stored} model={model} />
          ))}
        {strays.map(({ sha256, bytes }) => (
          <li key={sha256} className="stored__row">
            <p className="stored__words">A file that no model needs any more, {toMegabytes(bytes)}</p>
            <Button onClick={() => model.removeFile(sha256)}>Delete</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Room({ report, model }: StoredPartProps): ReactNode {
  const { usedBytes, quotaBytes, isPersistent } = report;
  return (
    <div className="models__room">
      {usedBytes === null || quotaBytes === null ? null : (
        <div className="models__meter">
          <p className="tabular">
            This site uses {toMegabytes(usedBytes)} of the {toGigabytes(quotaBytes)} that the browser gives
            it.
          </p>
          <ProgressBar label="Room used" fraction={usedBytes / Math.max(1, quotaBytes)} />
        </div>
      )}
      {isPersistent === true ? <p>The browser promised to keep it.</p> : null}
      {isPersistent === false ? (
        <p className="models__offer">
          The browser may remove it when the disk is full.
          <Button look="quiet" onClick={model.persist}>
            Ask it to keep it
          </Button>
        </p>
      ) : null}
    </div>
  );
}

interface WeightsRowProps {
  readonly stored: StoredWeights;
  readonly model: ModelsModel;
}

function WeightsRow({ stored, model }: WeightsRowProps): ReactNode {
  const { change, loadEngine } = useActions();
  const { task } = useStoreState(model.store);
  const [isAsking, setAsking] = useState(false);
  const { model: name, dtype, bytes, heldBytes } = stored;
  const isWhole = bytes === heldBytes;
  const selection = { model: name, dtype };
  return (
    <li className="stored__row">
      <p className="stored__words tabular">
        <strong>{name}</strong>, {dtype}
        <span className="stored__facts">
          {isWhole ? toMegabytes(bytes) : `Paused at ${toMegabytes(heldBytes)} of ${toMegabytes(bytes)}`}
        </span>
      </p>
      {isWhole ? (
        <Button
          isIdle={task !== null}
          onClick={() => model.export(selection, (file) => saveFile(file, `${name}-${dtype}.zip`))}
        >
          {task === 'export' ? 'Packing' : 'Export'}
        </Button>
      ) : (
        <Button
          onClick={() => {
            change({ dtype });
            loadEngine();
          }}
        >
          Resume
        </Button>
      )}
      {isAsking ? (
        <span className="stored__ask" role="group" aria-label={`Delete ${name}, ${dtype}?`}>
          <Button onClick={() => model.remove(selection)}>Delete {toMegabytes(heldBytes)}</Button>
          <Button autoFocus={true} onClick={() => setAsking(false)}>
            Keep it
          </Button>
        </span>
      ) : (
        <Button isIdle={task !== null} onClick={() => setAsking(true)}>
          {isWhole ? 'Delete' : 'Discard'}
        </Button>
      )}
    </li>
  );
}

function toGigabytes(bytes: number): string {
  return bytes < 1_000_000_000 ? toMegabytes(bytes) : `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

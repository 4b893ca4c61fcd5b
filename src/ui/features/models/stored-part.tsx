import '../../components/stored-row.css';
import { useId, useState, type ReactNode } from 'react';
import { saveFile } from '../../../page/save-file.ts';
import type { ModelKind, StorageReport } from '../../../contract/model-storage.ts';
import { Button } from '../../components/button.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import type { MessageKey } from '../../words/messages.ts';
import { DownloadRow } from './download-row.tsx';
import type { ModelsModel } from './models-model.ts';
import { toStoredWeights, type StoredWeights } from './stored-models.ts';

interface StoredPartProps {
  readonly report: StorageReport;
  readonly model: ModelsModel;
}

/** The models that are stored, whole and in part, and how much room there is. */
export function StoredPart({ report, model }: StoredPartProps): ReactNode {
  const { say, bytes } = useWords();
  const titleId = useId();
  const isDownloading = useAppState((state) => state.engine?.state === 'downloading');
  const weights = toStoredWeights(report);
  const strays = report.files.filter((file) => file.model === null);
  return (
    <section className="models__part" aria-labelledby={titleId}>
      <h2 className="models__title" id={titleId}>
        {say('models.stored')}
      </h2>
      <Room report={report} model={model} />
      <DownloadRow model={model} weights={weights} />
      <ul className="stored">
        {weights
          .filter((held) => !isDownloading || held.bytes === held.heldBytes)
          .map((stored) => (
            <WeightsRow key={`${stored.model} ${stored.dtype}`} stored={stored} model={model} />
          ))}
        {strays.map(({ sha256, bytes: size }) => (
          <li key={sha256} className="stored__row">
            <p className="stored__words">{say('models.stray', { size: bytes(size) })}</p>
            <Button onClick={() => model.removeFile(sha256)}>{say('common.delete')}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Room({ report, model }: StoredPartProps): ReactNode {
  const { say, bytes } = useWords();
  const { usedBytes, quotaBytes, isPersistent } = report;
  return (
    <div className="models__room">
      {usedBytes === null || quotaBytes === null ? null : (
        <div className="models__meter">
          <p className="tabular">
            {say('models.quota', { used: bytes(usedBytes), quota: bytes(quotaBytes) })}
          </p>
          <ProgressBar label={say('common.roomUsed')} fraction={usedBytes / Math.max(1, quotaBytes)} />
        </div>
      )}
      {isPersistent === true ? <p>{say('models.persistent')}</p> : null}
      {isPersistent === false ? (
        <p className="models__offer">
          {say('models.notPersistent')}
          <Button look="quiet" onClick={model.persist}>
            {say('models.persist')}
          </Button>
        </p>
      ) : null}
    </div>
  );
}

const kindNames = {
  speech: 'models.kindSpeech',
  hearing: 'models.kindHearing',
  speakers: 'models.kindSpeakers',
  dictionary: 'models.kindDictionary',
} as const satisfies Record<ModelKind, MessageKey>;

interface WeightsRowProps {
  readonly stored: StoredWeights;
  readonly model: ModelsModel;
}

function WeightsRow({ stored, model }: WeightsRowProps): ReactNode {
  const { change, loadEngine } = useActions();
  const { say, bytes: write } = useWords();
  const { task } = useStoreState(model.store);
  const { model: name, kind, dtype, bytes, heldBytes } = stored;
  const isWhole = bytes === heldBytes;
  return (
    <li className="stored__row">
      <p className="stored__words tabular">
        <strong>{name}</strong>, {dtype}
        <span className="stored__facts">
          {say(kindNames[kind])}
          {say('common.listSeparator')}
          {isWhole ? write(bytes) : say('models.pausedAt', { held: write(heldBytes), size: write(bytes) })}
        </span>
      </p>
      {isWhole ? (
        <Button
          isIdle={task !== null}
          onClick={() =>
            model.export({ model: name, dtype }, (file) => saveFile(file, `${name}-${dtype}.zip`))
          }
        >
          {say(task === 'export' ? 'common.packing' : 'common.export')}
        </Button>
      ) : kind !== 'speech' ? null : (
        <Button
          onClick={() => {
            change({ dtype });
            loadEngine();
          }}
        >
          {say('common.resume')}
        </Button>
      )}
      <DeleteButton stored={stored} model={model} />
    </li>
  );
}

function DeleteButton({ stored, model }: WeightsRowProps): ReactNode {
  const { say, bytes: write } = useWords();
  const { task } = useStoreState(model.store);
  const [isAsking, setAsking] = useState(false);
  const { model: name, dtype, bytes, heldBytes } = stored;
  if (!isAsking) {
    return (
      <Button isIdle={task !== null} onClick={() => setAsking(true)}>
        {say(bytes === heldBytes ? 'common.delete' : 'models.discard')}
      </Button>
    );
  }
  return (
    <span
      className="stored__ask"
      role="group"
      aria-label={say('models.deleteQuestion', { name: `${name} ${dtype}` })}
    >
      <Button onClick={() => model.remove({ model: name, dtype })}>
        {say('models.deleteSize', { size: write(heldBytes) })}
      </Button>
      <Button autoFocus={true} onClick={() => setAsking(false)}>
        {say('common.keepIt')}
      </Button>
    </span>
  );
}

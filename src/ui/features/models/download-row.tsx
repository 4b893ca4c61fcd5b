import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';
import { toDownloadSize } from '../../store/selectors.ts';
import type { ModelsModel } from './models-model.ts';
import type { StoredWeights } from './stored-models.ts';

interface DownloadRowProps {
  readonly weights: readonly StoredWeights[];
  readonly model: ModelsModel;
}

/** The download that runs, or the one that could: what is paused stays on the device, what is cancelled does not. */
export function DownloadRow({ weights, model }: DownloadRowProps): ReactNode {
  const { loadEngine, cancelLoad } = useActions();
  const { say, bytes } = useWords();
  const engine = useAppState((state) => state.engine);
  const size = useAppState(toDownloadSize);
  if (engine?.state === 'downloading') {
    const { loadedBytes, totalBytes, dtype, model: name } = engine;
    return (
      <div className="download">
        <p className="download__words">
          <span role="status">{say('engine.downloading')}</span>
          <span className="tabular">
            {say('common.amountOf', { part: bytes(loadedBytes), whole: bytes(totalBytes) })}
          </span>
        </p>
        <ProgressBar
          label={say('models.download')}
          fraction={totalBytes > 0 ? loadedBytes / totalBytes : null}
        />
        <div className="download__actions">
          <Button onClick={cancelLoad}>
            <Icon name="pause" />
            {say('transport.pause')}
          </Button>
          <Button
            look="quiet"
            onClick={() => {
              cancelLoad();
              // The store waits until the download has closed the file.
              model.remove(dtype === null ? { model: name } : { model: name, dtype });
            }}
          >
            {say('models.cancelAndDiscard')}
          </Button>
        </div>
      </div>
    );
  }
  const isWanted = engine?.stored === false && weights.every((held) => held.bytes === held.heldBytes);
  if (!isWanted || engine.state === 'loading' || engine.state === 'ready') return null;
  return (
    <div className="download download--offer">
      <p>{say('models.offer')}</p>
      <Button onClick={loadEngine}>
        <Icon name="download" />
        {say('engine.download', { size })}
      </Button>
    </div>
  );
}

import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { toDownloadSize, toMegabytes } from '../engine-panel/engine-words.ts';
import type { ModelsModel } from './models-model.ts';
import type { StoredWeights } from './stored-models.ts';

interface DownloadRowProps {
  readonly weights: readonly StoredWeights[];
  readonly model: ModelsModel;
}

/** The download that runs, or the one that could: what is paused stays on the device, what is cancelled does not. */
export function DownloadRow({ weights, model }: DownloadRowProps): ReactNode {
  const { loadEngine, cancelLoad } = useActions();
  const engine = useAppState((state) => state.engine);
  const size = useAppState(toDownloadSize);
  if (engine?.state === 'downloading') {
    const { loadedBytes, totalBytes, dtype, model: name } = engine;
    return (
      <div className="download">
        <p className="download__words">
          <span role="status">Downloading Kokoro</span>
          <span className="tabular">
            {toMegabytes(loadedBytes)} of {toMegabytes(totalBytes)}
          </span>
        </p>
        <ProgressBar label="Download" fraction={totalBytes > 0 ? loadedBytes / totalBytes : null} />
        <div className="download__actions">
          <Button onClick={cancelLoad}>
            <Icon name="pause" />
            Pause
          </Button>
          <Button
            look="quiet"
            onClick={() => {
              cancelLoad();
              // The store waits until the download let go of the file.
              model.remove(dtype === null ? { model: name } : { model: name, dtype });
            }}
          >
            Cancel and discard
          </Button>
        </div>
      </div>
    );
  }
  const isWanted = engine?.stored === false && weights.every(({ bytes, heldBytes }) => bytes === heldBytes);
  if (!isWanted || engine.state === 'loading' || engine.state === 'ready') return null;
  return (
    <div className="download download--offer">
      <p>Kokoro speaks naturally. It is downloaded once and then works offline.</p>
      <Button onClick={loadEngine}>
        <Icon name="download" />
        Download ({size})
      </Button>
    </div>
  );
}

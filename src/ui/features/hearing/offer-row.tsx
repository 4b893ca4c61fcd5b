import type { ReactNode } from 'react';
import type { ModelOffer } from '../../../contract/model-storage.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import '../../components/stored-row.css';
import type { HearingModel } from './hearing-model.ts';

interface OfferRowProps {
  readonly offer: ModelOffer;
  readonly model: HearingModel;
}

/** A model that hears and is not stored yet: its size, and its download. */
export function OfferRow({ offer, model }: OfferRowProps): ReactNode {
  const { say, bytes: write } = useWords();
  const { download } = useStoreState(model.store);
  const { name, dtype, bytes, heldBytes } = offer;
  const isRunning = download?.model === offer.model;
  const isPaused = heldBytes > 0;
  return (
    <li className="stored__row">
      <p className="stored__words tabular">
        <strong>{name}</strong>, {dtype}
        <span className="stored__facts" role="status">
          {isRunning
            ? say('common.amountOf', { part: write(download.loadedBytes), whole: write(download.totalBytes) })
            : isPaused
              ? say('models.pausedAt', { held: write(heldBytes), size: write(bytes) })
              : write(bytes)}
        </span>
        {isRunning ? (
          <ProgressBar
            label={say('models.download')}
            fraction={download.loadedBytes / Math.max(1, download.totalBytes)}
          />
        ) : null}
      </p>
      {isRunning ? (
        <Button onClick={model.pause}>
          <Icon name="pause" />
          {say('transport.pause')}
        </Button>
      ) : (
        <Button isIdle={download !== null} onClick={() => model.download(offer)}>
          <Icon name="download" />
          {isPaused ? say('common.resume') : say('models.downloadModel', { name, size: write(bytes) })}
        </Button>
      )}
    </li>
  );
}

import { useEffect, useId, useState, type ReactNode } from 'react';
import type { ModelOffer } from '../../../contract/model-storage.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { useServices } from '../../store/app-context.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import { ProblemLine } from '../problem/problem-line.tsx';
import { TranscribePart } from './transcribe-part.tsx';
import { createHearingModel, type HearingModel } from './hearing-model.ts';

interface HearingPartProps {
  /** What is stored; the offers are read again when it changes. */
  readonly report: object;
  readonly onStored: () => void;
}

/** The models that write speech down, and their downloads. */
export function HearingPart({ report, onStored }: HearingPartProps): ReactNode {
  const { storage } = useServices();
  const { say } = useWords();
  const titleId = useId();
  const [model] = useState(() => createHearingModel(storage, onStored));
  const { offers, problem } = useStoreState(model.store);
  useEffect(() => model.refresh(), [model, report]);
  const wanted = (offers ?? []).filter(({ bytes, heldBytes }) => heldBytes < bytes);
  return (
    <section className="models__part" aria-labelledby={titleId}>
      <h2 className="models__title" id={titleId}>
        {say('models.kindHearing')}
      </h2>
      <p className="models__hint">{say('models.hearingHint')}</p>
      {problem === null ? null : (
        <p className="models__problem" role="alert">
          <ProblemLine problem={problem} />
        </p>
      )}
      <ul className="stored">
        {wanted.map((offer) => (
          <OfferRow key={`${offer.model} ${offer.dtype}`} offer={offer} model={model} />
        ))}
      </ul>
      {offers?.some(({ bytes, heldBytes }) => heldBytes === bytes) === true ? <TranscribePart /> : null}
    </section>
  );
}

function OfferRow({ offer, model }: { readonly offer: ModelOffer; readonly model: HearingModel }): ReactNode {
  const { say, bytes: write } = useWords();
  const { download } = useStoreState(model.store);
  const { name, dtype, bytes } = offer;
  const isRunning = download?.model === offer.model;
  return (
    <li className="stored__row">
      <p className="stored__words tabular">
        <strong>{name}</strong>, {dtype}
        <span className="stored__facts" role="status">
          {isRunning
            ? say('common.amountOf', { part: write(download.loadedBytes), whole: write(download.totalBytes) })
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
          {say('models.downloadModel', { name, size: write(bytes) })}
        </Button>
      )}
    </li>
  );
}

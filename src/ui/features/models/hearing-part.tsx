import { useEffect, useId, type ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { useActions, useServices } from '../../store/app-context.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import { ProblemLine } from '../problem/problem-line.tsx';
import { toHearingModel } from '../hearing/hearing-model.ts';
import { OfferRow } from '../hearing/offer-row.tsx';

interface HearingPartProps {
  /** What is stored; the offers are read again when it changes. */
  readonly report: object;
  readonly onStored: () => void;
  readonly kind: 'hearing' | 'speakers';
}

const messages = {
  hearing: { title: 'models.kindHearing', hint: 'models.hearingHint' },
  speakers: { title: 'models.kindSpeakers', hint: 'models.speakersHint' },
} as const;

/** The models that write speech down, or those that tell speakers apart, and their downloads. */
export function HearingPart({ report, onStored, kind }: HearingPartProps): ReactNode {
  const { storage } = useServices();
  const { turnWorkbench } = useActions();
  const { say } = useWords();
  const titleId = useId();
  const model = toHearingModel(storage, kind);
  const { offers, problem, endedCount } = useStoreState(model.store);
  useEffect(() => model.refresh(), [model, report]);
  useEffect(() => {
    if (endedCount > 0) onStored();
  }, [endedCount, onStored]);
  const wanted = (offers ?? []).filter(({ bytes, heldBytes }) => heldBytes < bytes);
  return (
    <section className="models__part" aria-labelledby={titleId}>
      <h2 className="models__title" id={titleId}>
        {say(messages[kind].title)}
      </h2>
      <p className="models__hint">{say(messages[kind].hint)}</p>
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
      {kind === 'hearing' && offers?.some(({ bytes, heldBytes }) => heldBytes === bytes) === true ? (
        <div className="models__actions">
          <Button onClick={() => turnWorkbench('subtitles')}>{say('subtitles.title')}</Button>
        </div>
      ) : null}
    </section>
  );
}

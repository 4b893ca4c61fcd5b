import { useEffect, type ReactNode } from 'react';
import type { ModelOffer } from '../../../contract/model-storage.ts';
import { useAppState, useServices } from '../../store/app-context.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import { ProblemLine } from '../problem/problem-line.tsx';
import { toHearingModel } from './hearing-model.ts';
import { OfferRow } from './offer-row.tsx';
import './hearing.css';

/** Fits most machines. */
const USUAL = 'whisper-base';

/** Shows `children` where a model that hears is stored, and else the download of one. */
export function HearingGate({ children }: { readonly children: ReactNode }): ReactNode {
  const { storage } = useServices();
  const { say } = useWords();
  // A model may be removed in another part of the workbench.
  const shown = useAppState((state) => state.workbench);
  const model = toHearingModel(storage);
  const { offers, problem } = useStoreState(model.store);
  useEffect(() => model.refresh(), [model, shown]);
  if (offers === null) {
    return (
      <p className="workbench__wait">
        {problem === null ? say('common.loading') : <ProblemLine problem={problem} />}
      </p>
    );
  }
  if (canHear(offers)) return children;
  const offer = chooseOffer(offers);
  return (
    <div className="hearing">
      <p className="hearing__hint">{say('subtitles.need')}</p>
      {problem === null ? null : (
        <p className="hearing__problem" role="alert">
          <ProblemLine problem={problem} />
        </p>
      )}
      <ul className="stored">{offer === null ? null : <OfferRow offer={offer} model={model} />}</ul>
    </div>
  );
}

/** Whether a model that hears is stored whole. */
export function canHear(offers: readonly ModelOffer[]): boolean {
  return offers.some(({ bytes, heldBytes }) => heldBytes === bytes);
}

function chooseOffer(offers: readonly ModelOffer[]): ModelOffer | null {
  return offers.find(({ model }) => model === USUAL) ?? offers[0] ?? null;
}

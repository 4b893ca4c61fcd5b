import { isForgottenTake } from '../../contract/takes.ts';
import type { PageServices, TakeSegment } from '../../page/page-services.ts';
import { createSilentSink } from '../../page/silent-sink.ts';
import { Scope } from '../../std/scope.ts';
import type { AppStore } from './app-store.ts';
import { isCurrent } from './selectors.ts';
import { isModelGuessed, settleOrder } from './settle-order.ts';
import { isActive, toTake, withSegment, type Take, type TakeOrder } from './take.ts';
import { createTakeOrder, toSpeechRequest } from './take-order.ts';

/** A take of which every sample was made. */
export interface WholeTake extends TakeOrder {
  readonly segments: readonly TakeSegment[];
}

/**
 * Makes what Play would say, whole; what was spoken already is not made again. Announces the making as `save-started`.
 * Rejects with `invalid_value` where the library has dropped the take.
 */
export function finishTake(store: AppStore, services: PageServices, signal: AbortSignal): Promise<WholeTake> {
  const state = store.getState();
  const take = toTake(state.take);
  if (take !== null && take.segments.length > 0 && isCurrent(take, state)) {
    return finishKnown(store, services, { take, signal });
  }
  return makeTake(store, services, signal);
}

/**
 * Makes what Play would say from its beginning. It becomes the page's take, unless another one is being played. Rejects
 * with a `DownloadNeededError` where a model would have to be fetched first.
 */
export async function makeTake(
  store: AppStore,
  services: PageServices,
  signal: AbortSignal,
): Promise<WholeTake> {
  const { speech } = services;
  const state = store.getState();
  const asked = createTakeOrder(state);
  const order = await settleOrder(store, asked, {
    isGuess: isModelGuessed(asked, state),
    askEngine: () => speech.configureEngine({}, signal),
  });
  if (!isActive(store.getState().take)) {
    store.dispatch({ type: 'take-ordered', order });
    // It is made without being heard; Play then begins with what there is.
    store.dispatch({ type: 'take-stopped' });
  }
  return collect(store, services, {
    ...order,
    segments: [],
    make: (openSink) =>
      speech.speak({ take: order.id, request: toSpeechRequest(order), sink: openSink() }, signal),
  });
}

async function finishKnown(
  store: AppStore,
  services: PageServices,
  { take, signal }: { take: Take; signal: AbortSignal },
): Promise<WholeTake> {
  if (take.complete) {
    store.dispatch({ type: 'save-started', take: take.id, textLength: 0 });
    return take;
  }
  const { speech, library } = services;
  const call = { take: take.id, fromSeconds: 0 };
  const whole = await collect(store, services, {
    ...take,
    make: async (openSink) => {
      try {
        // What is being made is shared; of another take the rest is spoken.
        await speech.resumeTake({ ...call, sink: openSink() }, signal);
      } catch (error) {
        if (signal.aborted || !isForgottenTake(error)) throw error;
        // Nothing of it is kept, yet or at all; it can still be shared while it is made.
        await speech.playTake({ ...call, sink: openSink() }, signal);
      }
    },
  });
  if (whole.segments !== take.segments) return whole;
  // Nothing was announced: another tab may have spoken the rest, which alone heard of its segments.
  const { segments } = await library.open(take.id, signal);
  for (const segment of segments) store.dispatch({ type: 'segment-made', segment });
  return { ...whole, segments };
}

/** Has a take made and gathers its segments, those that are known included. */
async function collect(
  store: AppStore,
  { speech }: PageServices,
  { make, ...known }: WholeTake & { readonly make: (openSink: () => MessagePort) => Promise<void> },
): Promise<WholeTake> {
  let { segments } = known;
  store.dispatch({ type: 'save-started', take: known.id, textLength: known.text.length });
  const scope = new Scope();
  scope.add(
    speech.onSegment((segment) => {
      if (segment.take === known.id) segments = withSegment(segments, segment);
    }),
  );
  try {
    await make(() => createSilentSink(scope));
    store.dispatch({ type: 'take-completed', take: known.id });
    return { ...known, segments };
  } finally {
    scope.dispose();
  }
}

import type { EngineStatus } from '../../contract/engine-status.ts';
import type { AppStore } from './app-store.ts';
import { DownloadNeededError } from './problem.ts';
import { isDownloadNeeded, toPlayableModel } from './selectors.ts';
import type { AppState } from './state.ts';
import type { TakeOrder } from './take.ts';

/** What of an order decides who speaks it. */
export type SettledOrder = Pick<TakeOrder, 'model' | 'standIn' | 'voice'>;

/** How an order is settled. */
export interface Settling {
  /** Whether the model was a guess when the order was made (`isModelGuessed`). */
  readonly isGuess: boolean;
  /** Has the engine look what is stored. */
  readonly askEngine: () => Promise<EngineStatus>;
}

/**
 * Whether the built-in voice stands in only because the page does not know yet what is stored, as in the first moments of
 * a visit. To be asked when the order is made: what is stored may be known a moment later.
 */
export function isModelGuessed({ standIn }: Pick<TakeOrder, 'standIn'>, { engine }: AppState): boolean {
  return standIn && engine?.stored === undefined;
}

/**
 * Makes sure of an order's model before it speaks. Where that was a guess and Kokoro turns out to be stored, the order that
 * is returned is Kokoro's. Rejects with a `DownloadNeededError` where a model would have to be fetched first.
 */
export async function settleOrder<Order extends SettledOrder>(
  store: AppStore,
  order: Order,
  { isGuess, askEngine }: Settling,
): Promise<Order> {
  const known = store.getState();
  const isUnknown = isGuess && known.engine?.stored === undefined;
  // What the page knows may be older than what is stored, too.
  if (isUnknown || isDownloadNeeded(known, order.model))
    store.dispatch({ type: 'engine-reported', status: await askEngine() });
  const state = store.getState();
  if (isDownloadNeeded(state, order.model)) throw new DownloadNeededError();
  const model = isGuess ? toPlayableModel(state, order.voice) : order.model;
  return model === order.model ? order : { ...order, model, standIn: model !== state.settings.model };
}

import type { EngineStatus } from '../../contract/engine-status.ts';
import type { AppStore } from './app-store.ts';
import { DownloadNeededError } from './problem.ts';
import { isDownloadNeeded, toPlayableModel } from './selectors.ts';
import type { TakeOrder } from './take.ts';

/**
 * Makes sure of an order's model before it speaks. In the first moments of a visit the page does not know what is stored,
 * and the built-in voice stands in: if Kokoro turns out to be there, the order that is returned is Kokoro's. Rejects with a
 * `DownloadNeededError` where a model would have to be fetched first. `askEngine` has the engine look what is stored.
 */
export async function settleOrder(
  store: AppStore,
  order: TakeOrder,
  askEngine: () => Promise<EngineStatus>,
): Promise<TakeOrder> {
  const before = store.getState();
  const isGuess = order.standIn && before.engine?.stored === undefined;
  if (!isGuess && !isDownloadNeeded(before, order.model)) return order;
  // What the page knows may be older than what is stored, too.
  store.dispatch({ type: 'engine-reported', status: await askEngine() });
  const state = store.getState();
  if (isDownloadNeeded(state, order.model)) throw new DownloadNeededError();
  const model = isGuess ? toPlayableModel(state) : order.model;
  return model === order.model ? order : { ...order, model, standIn: model !== state.settings.model };
}

import { toLanguage } from '../../speech/language.ts';
import type { SpeechRequest } from '../../speech/request.ts';
import { toPlayableModel } from './selectors.ts';
import type { AppState } from './state.ts';
import type { TakeOrder } from './take.ts';

/** Creates the order for what the page shows now, by `model` if it is given. */
export function createTakeOrder(state: AppState, model = toPlayableModel(state)): TakeOrder {
  const { settings, text } = state;
  return {
    id: crypto.randomUUID(),
    text,
    model,
    voice: settings.voice,
    speed: settings.speed,
    standIn: model !== settings.model,
  };
}

/** Converts an order to the pipeline's request. */
export function toSpeechRequest(order: TakeOrder): SpeechRequest {
  return {
    text: order.text,
    model: order.model,
    voice: [{ id: order.voice, weight: 1 }],
    language: toLanguage(order.voice.slice(0, 1)) ?? 'en-us',
    speed: order.speed,
  };
}

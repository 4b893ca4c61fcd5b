import { parseVoice } from '../../contract/parse-voice.ts';
import type { SpeechRequest } from '../../contract/request.ts';
import { toVoiceLanguage } from '../../contract/voices.ts';
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

/** Converts an order to the pipeline's request. Throws `invalid_value` for a voice that does not exist. */
export function toSpeechRequest(order: TakeOrder): SpeechRequest {
  const voice = parseVoice(order.voice);
  return {
    text: order.text,
    model: order.model,
    voice,
    language: toVoiceLanguage(voice),
    speed: order.speed,
  };
}

import { parseVoice } from '../../contract/parse-voice.ts';
import type { SpeechRequest } from '../../contract/request.ts';
import { toVoiceLanguage } from '../../contract/voices.ts';
import type { TextSlice } from '../../text/sentences/slice.ts';
import { toPlayableModel } from './selectors.ts';
import type { AppState } from './state.ts';
import type { TakeOrder } from './take.ts';

/** What may differ from the whole text, spoken by the model that Play uses. */
export interface TakeOrderChoice {
  readonly model?: string;
  /** The part of the page's text to speak. */
  readonly part?: TextSlice | undefined;
}

/** Creates the order for what the page shows now. */
export function createTakeOrder(
  state: AppState,
  { model = toPlayableModel(state), part }: TakeOrderChoice = {},
): TakeOrder {
  const { settings, text } = state;
  return {
    id: crypto.randomUUID(),
    text: part === undefined ? text : text.slice(part.start, part.end),
    sheet: text,
    sheetStart: part?.start ?? 0,
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

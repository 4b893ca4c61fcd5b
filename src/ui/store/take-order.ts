import { parseVoice } from '../../contract/parse-voice.ts';
import type { SpeechRequest, VoiceMix } from '../../contract/request.ts';
import { toVoiceLanguage } from '../../contract/voices.ts';
import { findCastVoice } from '../../text/formats/read-cast.ts';
import type { TextSlice } from '../../text/sentences/slice.ts';
import { toPlayableModel } from './selectors.ts';
import { toReading, toReadingFields } from './reading.ts';
import type { AppState } from './state.ts';
import type { Reading, TakeOrder } from './take.ts';
import { createRandomId } from '../../std/random-id.ts';

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
    id: createRandomId(),
    text: part === undefined ? text : text.slice(part.start, part.end),
    sheet: text,
    sheetStart: part?.start ?? 0,
    model,
    voice: settings.voice,
    speed: settings.speed,
    reading: toReading(state),
    standIn: model !== settings.model,
    isApart: false,
  };
}

/** Converts an order to the pipeline's request. Throws `invalid_value` for a voice that does not exist. */
export function toSpeechRequest(order: TakeOrder): SpeechRequest {
  const { sheet, sheetStart, reading } = order;
  const voice = toVoiceAt(sheet, sheetStart, reading) ?? parseVoice(order.voice);
  return {
    text: order.text,
    model: order.model,
    voice,
    language: toVoiceLanguage(voice),
    speed: order.speed,
    ...toReadingFields(reading),
  };
}

/** A part that begins within somebody's turn is spoken by them. */
function toVoiceAt(sheet: string, offset: number, { cast }: Reading): VoiceMix | null {
  return cast === null || offset === 0 ? null : findCastVoice(sheet, cast, offset);
}

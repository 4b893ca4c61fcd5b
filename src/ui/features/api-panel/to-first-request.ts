import { toPlayableModel } from '../../store/selectors.ts';
import type { AppState } from '../../store/state.ts';
import { toMixLanguage } from '../../store/voice-language.ts';
import { sampleTexts } from '../../texts/sample-texts.ts';

/** Examples say the beginning of the text; the API's own limit is longer. */
const MAX_LENGTH = 300;

/** Writes the request for what the page shows, as JSON for a person to edit. */
export function toFirstRequest(state: AppState): string {
  const { voice, speed } = state.settings;
  const letters = Array.from(state.text.trim());
  const input =
    letters.length === 0 ? sampleTexts[toMixLanguage(voice)].preview : letters.slice(0, MAX_LENGTH).join('');
  const request = { model: toPlayableModel(state), voice, input, speed, response_format: 'wav' };
  return JSON.stringify(request, null, 2);
}

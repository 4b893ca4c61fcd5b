import { SpeechError } from '../../contract/errors.ts';
import { parseVoice } from '../../contract/parse-voice.ts';
import { DEFAULT_VOICE_ID, toVoiceLanguage } from '../../contract/voices.ts';
import { parseSsml } from '../../text/formats/create-script.ts';
import { detectFormat } from '../../text/formats/detect-format.ts';
import { BREAK_SECONDS, PROSODY_RATES, SSML_ELEMENTS } from '../../text/formats/ssml-values.ts';
import { toTaggedText } from '../../text/formats/to-tagged-text.ts';
import { toJsonResponse } from '../answer/response-headers.ts';
import type { HandlerDeps } from '../request/handler-deps.ts';
import { parseField } from '../request/parse-field.ts';
import { readJson } from '../request/read-json.ts';
import { createInputField, ssmlFields } from '../request/speech-body.ts';

/** Shows which SSML is understood, or translates SSML to text with tags, in the form of Kokoro-FastAPI. */
export async function respondSsml(deps: HandlerDeps, request: Request): Promise<Response> {
  if (request.method !== 'POST') return toJsonResponse(describe());
  const { fields } = await readJson(request);
  const text = parseField(createInputField(deps.settings().maxInputLength), fields, 'text').toWellFormed();
  const name = parseField(ssmlFields.voice, fields, 'voice') ?? '';
  if (detectFormat(text) !== 'ssml' && !/^\s*(?:<\?xml[^>]{0,200}\?>\s*)?<!DOCTYPE/iu.test(text)) {
    return toJsonResponse({ text });
  }
  const voice = parseVoice(name === '' ? DEFAULT_VOICE_ID : name);
  const script = await parseSsml({ text, voice, language: toVoiceLanguage(voice), speed: 1 });
  if (script !== null) return toJsonResponse({ text: toTaggedText(script, name !== '') });
  throw new SpeechError('invalid_value', "The SSML in 'text' is not well formed.", { param: 'text' });
}

function describe(): object {
  const elements = Object.entries(SSML_ELEMENTS);
  return {
    elements: Object.fromEntries(elements.filter(([, use]) => use !== null)),
    ignored: elements.flatMap(([name, use]) => (use === null ? [name] : [])),
    break_strengths: BREAK_SECONDS,
    prosody_rates: PROSODY_RATES,
    rate_range: [0.25, 4],
  };
}

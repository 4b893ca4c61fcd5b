import type { SpeechRequest } from '../../contract/request.ts';
import { type PhonemizedText, phonemizeText } from '../../speech/phonemize-text.ts';
import { createScript } from '../../text/formats/create-script.ts';
import { DEFAULT_VOICE_ID } from '../../contract/voices.ts';
import type { HandlerDeps } from '../request/handler-deps.ts';
import { toJsonResponse } from '../answer/json-response.ts';
import { DEFAULT_MODEL } from '../request/model-names.ts';
import { parseField } from '../request/parse-field.ts';
import { parseLanguage } from '../request/parse-language.ts';
import { toNormalization } from '../request/parse-normalization.ts';
import { phonemizeFields } from '../request/phonemize-body.ts';
import { readJson } from '../request/read-json.ts';
import { warnOfScripts } from '../request/warn-of-scripts.ts';
import { createInputField } from '../request/speech-body.ts';

/** Shows how a text is read: the phonemes of the whole of it, and the words with their places in what the user wrote. */
export async function respondPhonemize(deps: HandlerDeps, request: Request): Promise<Response> {
  const { fields } = await readJson(request);
  const call = parseCall(fields, deps.settings().maxInputLength);
  const warnings = warnOfScripts(call.text, call.language);
  const script = await createScript(call);
  const phonemized = await phonemizeText(script, deps.phonemizer, request.signal);
  return toJsonResponse({
    ...toAnswer(call.text, phonemized),
    warnings: [...warnings, ...script.warnings],
  });
}

function parseCall(fields: Readonly<Record<string, unknown>>, maxLength: number): SpeechRequest {
  const language = parseField(phonemizeFields.language, fields, 'language') ?? undefined;
  return {
    text: parseField(createInputField(maxLength), fields, 'text').toWellFormed(),
    model: DEFAULT_MODEL,
    voice: [{ id: DEFAULT_VOICE_ID, weight: 1 }],
    language: parseLanguage({ langCode: undefined, language }, 'en-us') ?? 'en-us',
    speed: 1,
    format: parseField(phonemizeFields.input_format, fields, 'input_format'),
    // Here a tag costs nothing and is seen at once.
    hasTags: true,
    normalization: toNormalization(
      parseField(phonemizeFields.normalization_options, fields, 'normalization_options'),
    ),
  };
}

function toAnswer(text: string, { phonemes, tokenIds, read, words, segments }: PhonemizedText): object {
  return {
    phonemes,
    tokens: tokenIds,
    spoken: read,
    words: words.map(({ start, end, spoken, phonemes: said, source }) => ({
      word: text.slice(start, end),
      spoken,
      start_char: start,
      end_char: end,
      phonemes: said,
      source,
    })),
    segments: segments.map(({ start, end }) => ({ start_char: start, end_char: end })),
  };
}

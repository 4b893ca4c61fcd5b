import type { ReadingRequest } from '../../contract/request.ts';
import { toLanguage } from '../../contract/language.ts';
import { DEFAULT_VOICE_ID } from '../../contract/voices.ts';
import { type PhonemizedText, phonemizeText } from '../../speech/phonemize-text.ts';
import { toJsonResponse } from '../answer/response-headers.ts';
import type { HandlerDeps } from '../request/handler-deps.ts';
import { parseField } from '../request/parse-field.ts';
import { parseLanguage } from '../request/parse-language.ts';
import { parseReading } from '../request/reading-fields.ts';
import { readJson } from '../request/read-json.ts';
import { createInputField, phonemizeFields } from '../request/speech-body.ts';
import { writeScript } from '../request/write-script.ts';

/** Shows how a text is read: the phonemes of the whole of it, and the words with their places in what the user wrote. */
export async function respondPhonemize(deps: HandlerDeps, request: Request): Promise<Response> {
  const { fields } = await readJson(request);
  const call = parseCall(fields, deps.settings().maxInputLength);
  const script = await writeScript(call, deps);
  const phonemized = await phonemizeText(script, deps.phonemizer, request.signal);
  return toJsonResponse({ ...toAnswer(call.text, phonemized), warnings: script.warnings });
}

function parseCall(fields: Readonly<Record<string, unknown>>, maxLength: number): ReadingRequest {
  const text = parseField(createInputField(maxLength), fields, 'text').toWellFormed();
  const language = parseField(phonemizeFields.language, fields, 'language') ?? undefined;
  return {
    text,
    voice: [{ id: DEFAULT_VOICE_ID, weight: 1 }],
    // Kokoro-FastAPI's letters, too.
    language:
      toLanguage(language ?? '') ?? parseLanguage({ langCode: undefined, language }, 'en-us') ?? 'en-us',
    speed: 1,
    ...parseReading(fields),
    // Here a tag costs nothing and is seen at once.
    hasTags: true,
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

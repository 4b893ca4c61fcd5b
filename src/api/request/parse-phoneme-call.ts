import * as v from 'valibot';
import { SpeechError } from '../../contract/errors.ts';
import { takesText } from '../../contract/engine-status.ts';
import type { Run, Script } from '../../contract/script.ts';
import { parseField } from './parse-field.ts';
import { parseCall, parseVoiceField, type SpeechContext } from './parse-speech-call.ts';
import { createInputField, speechFields } from './speech-body.ts';
import type { SpeechCall } from './speech-call.ts';

/** The fields of a request for the sound of phonemes, beside `phonemes`. */
export const phonemeFields = {
  model: speechFields.model,
  voice: speechFields.voice,
  speed: speechFields.speed,
  response_format: v.nullish(
    v.pipe(v.string(), v.description('As in a speech request; `wav` where left out.')),
  ),
};

/** A sentence of phonemes with the white space behind it. */
const sentence = /[^.!?…]{1,400}(?:[.!?…]+["”)]*)?\s*|[.!?…]+\s*/gu;

/** Parses the body of a request for the sound of phonemes. Throws as `parseSpeechCall` does. */
export function parsePhonemeCall(
  fields: Readonly<Record<string, unknown>>,
  context: SpeechContext,
): SpeechCall {
  const text = parseField(createInputField(context.maxInputLength), fields, 'phonemes').toWellFormed();
  const answered = { ...fields, response_format: fields['response_format'] ?? 'wav' };
  const call = parseCall(answered, context, () => ({ text, ...parseVoiceField(fields) }));
  if (takesText(call.request.model)) {
    throw new SpeechError('unsupported_parameter', 'The built-in voice takes no phonemes: use Kokoro.', {
      param: 'model',
    });
  }
  return { ...call, request: { ...call.request, script: toScript(call) } };
}

function toScript({ request: { text, voice, language, speed } }: SpeechCall): Script {
  const items = Array.from(text.matchAll(sentence), ({ index, 0: phonemes }): Run => ({
    kind: 'run',
    text: phonemes,
    source: { start: index, end: index + phonemes.length },
    phonemes,
    saidBy: 'user',
    voice,
    language,
    speed,
  }));
  return { source: text, items, warnings: [] };
}

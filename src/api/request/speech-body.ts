import type { AudioFormat } from '../../contract/codec.ts';
import * as v from 'valibot';
import { readingFields, voiceName } from './reading-fields.ts';
import { maxCodePoints } from './max-code-points.ts';

/** All formats that a request may name, in the order that errors list them. */
export const AUDIO_FORMATS = ['mp3', 'wav', 'opus', 'aac', 'flac', 'pcm', 'raw'] as const;

/** Longest `input` unless a setting says otherwise, in code points. */
export const DEFAULT_MAX_INPUT_LENGTH = 4_096;

const MAX_INSTRUCTIONS_LENGTH = 4_096;

/** The fields of a speech request: one schema for each, which both validates it and describes it in OpenAPI. */
export const speechFields = {
  instructions: v.nullish(
    v.pipe(
      v.string(),
      maxCodePoints(MAX_INSTRUCTIONS_LENGTH),
      v.description('Checked, and otherwise ignored: Kokoro takes no directions.'),
    ),
  ),
  model: v.nullish(v.pipe(v.string(), v.description('A model of `/v1/models`, in any case.')), 'kokoro-82m'),
  voice: v.nullish(
    v.pipe(
      voiceName,
      v.description(
        'A voice of `/v1/audio/voices`, a name of OpenAI’s, or a mix: `af_bella+af_heart`, `af_bella(2)+af_heart(1)`.',
      ),
    ),
    'af_heart',
  ),
  stream_format: v.nullish(
    v.pipe(
      v.picklist(['audio', 'sse']),
      v.description('`sse` sends the bytes as OpenAI’s server-sent events.'),
    ),
  ),
  stream: v.nullish(
    v.pipe(
      v.boolean(),
      v.description(
        '`false` sends the whole answer at once, with `Content-Length`. `true` sends it as it is made: as Together’s ' +
          'server-sent events with `raw`, as bytes otherwise. Left out, all but `wav` is sent as it is made.',
      ),
    ),
  ),
  response_format: createFormatField(AUDIO_FORMATS),
  speed: v.nullish(
    v.pipe(v.number(), v.minValue(0.25), v.maxValue(4), v.description('2 is twice as fast.')),
    1,
  ),
  lang_code: v.nullish(
    v.pipe(
      v.string(),
      v.description('The language of the text: a letter (`a b e f h i j p z`) or a name as in `language`.'),
    ),
  ),
  language: v.nullish(
    v.pipe(
      v.string(),
      v.description(
        'The language of the text: en, en-us, en-gb, es, fr, hi, it, ja, pt, pt-br or zh. Left out, or `en`, the voice ' +
          'decides. `lang_code` goes before it.',
      ),
    ),
  ),
  ...readingFields,
  volume_multiplier: v.nullish(
    v.pipe(
      v.number(),
      v.minValue(0),
      v.maxValue(10),
      v.description('A gain; what gets too loud is clipped.'),
    ),
    1,
  ),
  loudness: v.nullish(
    v.pipe(
      v.union([v.picklist(['off']), v.pipe(v.number(), v.minValue(-30), v.maxValue(-9))]),
      v.description(
        'Brings a whole answer to this integrated loudness in LUFS (EBU R 128; -16 and -19 are usual), its true peak at ' +
          '-1 dBTP or below. The answer is then sent whole, as with `stream: false`; an answer that is streamed refuses it.',
      ),
    ),
    'off',
  ),
  return_timestamps: v.nullish(
    v.pipe(
      v.boolean(),
      v.description(
        'Adds to each audio event the words that begin in it: their times and their place in `input`.',
      ),
    ),
    false,
  ),
  return_download_link: v.nullish(
    v.pipe(
      v.boolean(),
      v.description('Keeps the answer for a while, at the path that `X-Download-Path` names.'),
    ),
    false,
  ),
  return_timing: v.nullish(
    v.pipe(
      v.boolean(),
      v.description('Keeps what is heard when, as JSON, at the path that `X-Timing-Path` names.'),
    ),
    false,
  ),
};

/** The fields of a request for phonemes beside `text`. */
export const phonemizeFields = {
  language: v.nullish(
    v.pipe(
      v.string(),
      v.description('The language of the text, as in a speech request; `en-us` if left out.'),
    ),
  ),
  ...readingFields,
};

/** The fields of a request to translate SSML, beside `text`. */
export const ssmlFields = {
  voice: v.nullish(
    v.pipe(
      voiceName,
      v.description('Who speaks where nothing else is said; without it, voices and rates are left out.'),
    ),
  ),
};

/** The schema of `input`, whose length limit is a setting. */
export function createInputField(maxLength: number): v.GenericSchema<string> {
  return v.pipe(
    v.string(),
    v.regex(/\S/),
    maxCodePoints(maxLength),
    v.description('The text to speak. Its length counts Unicode code points.'),
  );
}

/** The schema of `response_format`, whose choice depends on what can be encoded. */
export function createFormatField<const F extends readonly AudioFormat[]>(
  formats: F,
): v.NullishSchema<v.GenericSchema<F[number]>, undefined> {
  return v.nullish(
    v.pipe(
      v.picklist(formats),
      v.description('`mp3` where left out; on Together’s hosts `wav`, or `raw` with `stream`.'),
    ),
  );
}

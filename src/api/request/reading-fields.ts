import * as v from 'valibot';
import { SpeechError } from '../../contract/errors.ts';
import { CODE_READINGS, INPUT_FORMATS, TABLE_READINGS } from '../../contract/input-format.ts';
import type { ReadingRequest, Rhythm } from '../../contract/request.ts';
import { parseVoiceAliases } from '../../contract/parse-voice.ts';
import { MAX_PAUSE_SECONDS } from '../../text/formats/script-builder.ts';
import { parseField } from './parse-field.ts';
import { normalizationField, toNormalization } from './parse-normalization.ts';

/** How many pronunciations a request may bring along, and how long each may be. */
const MAX_PRONUNCIATIONS = 500;
const MAX_PRONUNCIATION_LENGTH = 400;

const pause = (text: string): v.GenericSchema<number | null | undefined> =>
  v.nullish(v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_PAUSE_SECONDS), v.description(text)));

/** The name of a voice, plain or as OpenAI sends it. */
export const voiceName = v.union([v.string(), v.object({ id: v.string() })]);

const alias = v.union([v.string(), v.object({ voice: voiceName, rate: v.nullish(v.number()) })]);

/** The fields that say how a text is read; requests for speech, dialogues and phonemes share them. */
export const readingFields = {
  voice_aliases: v.nullish(
    v.pipe(
      v.record(v.string(), alias),
      v.description(
        'Names that `voice` and voice tags may use in this request, each for a voice, a mix, or a voice at a rate.',
      ),
    ),
  ),
  input_format: v.nullish(
    v.pipe(
      v.picklist(INPUT_FORMATS),
      v.description('How the text is written; `auto` looks at it and decides. Markup is not read aloud.'),
    ),
    'text',
  ),
  code: v.nullish(
    v.pipe(
      v.picklist(CODE_READINGS),
      v.description('What is done with blocks of programs in Markdown and HTML: left out, read, or named.'),
    ),
    'skip',
  ),
  tables: v.nullish(
    v.pipe(
      v.picklist(TABLE_READINGS),
      v.description('How tables in Markdown and HTML are read: row by row, or each cell with its heading.'),
    ),
    'rows',
  ),
  ssml: v.nullish(
    v.pipe(v.boolean(), v.description('`true` is the same as `"input_format": "ssml"`.')),
    false,
  ),
  allow_voice_tags: v.nullish(
    v.pipe(
      v.boolean(),
      v.description(
        '`true` obeys `[pause:1.5s]`, `[1s]`, `[voice:af_bella]`, `[rate:1.2]` and `[word](/phonemes/)`; else they are text.',
      ),
    ),
    false,
  ),
  pauses: v.nullish(
    v.pipe(
      v.looseObject({
        sentence: pause('Behind a sentence.'),
        item: pause('Behind an item of a list or a row of a table; as behind a sentence if left out.'),
        paragraph: pause('Behind a paragraph; as behind a sentence if left out.'),
        heading: pause('Behind a heading; as behind a paragraph if left out.'),
        start: pause('Before the first word.'),
        end: pause('Behind the last word.'),
      }),
      v.description(
        'Silence in seconds that is added to what the voice leaves: at most 60 each, and 600 in all.',
      ),
    ),
  ),
  pronunciations: v.nullish(
    v.pipe(
      v.record(v.string(), v.string()),
      v.description(
        'Words of the text, and how they are said: as other words (`"W C A G"`), or as phonemes between slashes. A word in ' +
          'small letters is meant in any case, one with a capital as it is written.',
      ),
    ),
  ),
  normalization_options: normalizationField,
};

type Fields = Readonly<Record<string, unknown>>;
type Reading = Omit<ReadingRequest, 'text' | 'voice' | 'language' | 'speed'>;

/** Parses the fields that say how a text is read. */
export function parseReading(fields: Fields): Reading {
  const aliases = parseAliases(fields);
  const format = parseField(readingFields.input_format, fields, 'input_format');
  const isSsml = parseField(readingFields.ssml, fields, 'ssml');
  const hasTags = parseField(readingFields.allow_voice_tags, fields, 'allow_voice_tags');
  const pauses = parsePauses(fields);
  const pronunciations = parsePronunciations(fields);
  const options = parseField(readingFields.normalization_options, fields, 'normalization_options');
  return {
    format: isSsml ? 'ssml' : format,
    code: parseField(readingFields.code, fields, 'code'),
    tables: parseField(readingFields.tables, fields, 'tables'),
    hasTags,
    normalization: toNormalization(options),
    ...(aliases === undefined ? {} : { voiceAliases: aliases }),
    ...(pauses === undefined ? {} : { pauses }),
    ...(pronunciations === undefined ? {} : { pronunciations }),
  };
}

/** Parses the names that a request brings along for voices; undefined where it brings none. */
export function parseAliases(fields: Fields): Reading['voiceAliases'] {
  const entries = parseField(readingFields.voice_aliases, fields, 'voice_aliases') ?? undefined;
  // The validator leaves `constructor` and `prototype` out of a record, and both are words.
  return entries === undefined ? undefined : parseVoiceAliases(fields['voice_aliases']);
}

function parsePauses(fields: Fields): Rhythm | undefined {
  const given = parseField(readingFields.pauses, fields, 'pauses') ?? undefined;
  if (given === undefined) return undefined;
  const names = ['sentence', 'item', 'paragraph', 'heading', 'start', 'end'] as const;
  return Object.fromEntries(
    names.flatMap((name): [string, number][] => {
      const seconds = given[name];
      return typeof seconds === 'number' ? [[name, seconds]] : [];
    }),
  );
}

function parsePronunciations(fields: Fields): Reading['pronunciations'] {
  const list = parseField(readingFields.pronunciations, fields, 'pronunciations') ?? undefined;
  if (list === undefined) return undefined;
  // As with aliases: what the validator left out is checked here.
  const entries = Object.entries(fields['pronunciations'] as object).map(([word, said]): [string, string] => [
    word,
    parseField(v.string(), { pronunciations: said }, 'pronunciations'),
  ]);
  const isTooLong = entries.some(
    ([word, said]) => word.length > MAX_PRONUNCIATION_LENGTH || said.length > MAX_PRONUNCIATION_LENGTH,
  );
  if (entries.length <= MAX_PRONUNCIATIONS && !isTooLong) return Object.fromEntries(entries);
  throw new SpeechError(
    'invalid_value',
    `Invalid 'pronunciations': at most ${MAX_PRONUNCIATIONS}, of at most ${MAX_PRONUNCIATION_LENGTH} characters each.`,
    { param: 'pronunciations' },
  );
}

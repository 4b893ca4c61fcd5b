import { parseArgs } from 'node:util';
import { listVoices } from '../../src/contract/voices.ts';
import { parseNames } from '../parse-names.ts';

/** What the command line asks for. */
export interface HearOptions {
  /** Which document is written, by its name in `docs/`. */
  readonly document: 'hearing' | 'hearing-speeds' | 'hearing-ears';
  /** The mirror's folder; undefined for the first of the usual ones that has the weights. */
  readonly models: string | undefined;
  /** The ids of the voices that are heard; null for all. */
  readonly voices: readonly string[] | null;
  /** A file with a text for each language; undefined for the usual ones. */
  readonly sentences: string | undefined;
  /** Where the document goes; null for `docs/`. */
  readonly out: string | null;
}

export const usage = `npm run hear -- [--models FOLDER] [--voices af_heart,…] [--sentences FILE] [--out FILE]
npm run hear -- --speeds [--models FOLDER] [--out FILE]
npm run hear -- --ears [--models FOLDER] [--out FILE]

Has every voice speak, has Sotto write down what it said with Whisper base, and writes docs/hearing.md. FILE is JSON with
a text for each language, e.g. { "en-us": "…" }; voices of other languages are left out. What some voices or other texts give is
no document of all: it needs --out. With --speeds one voice says a
story of 1,050 words at seven speeds and once from misaki's phonemes, and docs/hearing-speeds.md is written. With --ears
it is measured how well, how exactly and how fast known speech is heard, and docs/hearing-ears.md is written. Needs a mirror
with the weights of kokoro-82m and whisper-base: FOLDER, or else the first of SOTTO_MODELS, ./models and .cache/models that has them.`;

/** Parses the command line; throws a TypeError for what it does not know, and for what would do nothing. */
export function parseOptions(args: readonly string[]): HearOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      models: { type: 'string' },
      voices: { type: 'string' },
      sentences: { type: 'string' },
      speeds: { type: 'boolean', default: false },
      ears: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  });
  const { models, sentences, speeds, ears, out } = values;
  const ids = listVoices().map(({ id }) => id);
  const voices = values.voices === undefined ? null : parseNames(values.voices.split(','), ids, 'voice');
  const isPart = voices !== null || sentences !== undefined;
  if (speeds && ears) throw new TypeError('--speeds and --ears are two measurements; leave one of them out.');
  if (isPart && (speeds || ears))
    throw new TypeError('--voices and --sentences are for the document of all voices.');
  if (isPart && out === undefined) throw new TypeError('--voices and --sentences need --out.');
  const document = ears ? 'hearing-ears' : speeds ? 'hearing-speeds' : 'hearing';
  return { document, models, voices, sentences, out: out ?? null };
}

import { fromBase64 } from '../../std/base64.ts';
import type { InferOutput } from 'valibot';
import { SpeechError } from '../../contract/errors.ts';
import type { SpeakerLimits } from '../../listening/speakers/cluster-voices.ts';
import type { FormFields } from './form-fields.ts';
import { parseField, toQuoted } from './parse-field.ts';
import { type SpeakerField, speakerFields } from './transcription-fields.ts';

/** A person whose name and voice the request brings. */
export interface KnownSpeaker {
  readonly name: string;
  /** A sound in which that person alone speaks. */
  readonly sound: Blob;
}

/** How a request wants speakers distinguished. */
export interface SpeakerWish {
  readonly known: readonly KnownSpeaker[];
  readonly limits: SpeakerLimits;
}

/** OpenAI takes as many. */
const MAX_KNOWN = 4;
const NAMES = 'known_speaker_names';
const REFERENCES = 'known_speaker_references';

/** Returns whether the segments and words of `verbose_json` are to say who speaks. */
export function parseDiarize(fields: FormFields): boolean {
  return parse('diarize', fields.boolean('diarize'));
}

/** Parses how many speakers there are, and who they may be. Throws the first fault as a `SpeechError`. */
export function parseSpeakerWish(fields: FormFields): SpeakerWish {
  const names = fields.texts(NAMES);
  const references = fields.texts(REFERENCES);
  requireFew(NAMES, names);
  requireFew(REFERENCES, references);
  const min = parse('min_speakers', fields.number('min_speakers')) ?? 1;
  const max = parse('max_speakers', fields.number('max_speakers')) ?? Infinity;
  if (min > max) throw refuse('min_speakers', 'it must not be above max_speakers.');
  names.forEach((name, index) => {
    if (name.trim() === '') throw refuse(NAMES, 'a name is empty.');
    if (names.indexOf(name) !== index) throw refuse(NAMES, `${toQuoted(name)} comes twice.`);
  });
  if (names.length !== references.length) {
    const counts = `there are ${names.length} names and ${references.length} references`;
    throw refuse(REFERENCES, `each name needs one reference, but ${counts}.`);
  }
  const known = names.map((name, index) => ({ name, sound: parseReference(references[index] ?? '') }));
  return { known, limits: { min, max } };
}

function parseReference(text: string): Blob {
  const sound = parseDataUrl(text);
  if (sound !== null && sound.size > 0) return sound;
  throw refuse(REFERENCES, `${toQuoted(text)} is no data URL with a sound.`);
}

function requireFew(param: string, items: readonly string[]): void {
  if (items.length <= MAX_KNOWN) return;
  const expected = `Expected an array with maximum length ${MAX_KNOWN}`;
  throw new SpeechError(
    'array_above_max_length',
    `Invalid '${param}': array too long. ${expected}, but got an array with length ${items.length} instead.`,
    { param },
  );
}

function parse<Name extends SpeakerField>(
  name: Name,
  value: unknown,
): InferOutput<(typeof speakerFields)[Name]> {
  return parseField(speakerFields[name], { [name]: value }, name);
}

function refuse(param: string, reason: string): SpeechError {
  return new SpeechError('invalid_value', `Invalid value for '${param}': ${reason}`, { param });
}

/** Reads what a `data:` URL holds; null for what is none. A worker's own `fetch` may be kept from it by a policy. */
function parseDataUrl(text: string): Blob | null {
  const comma = text.indexOf(',');
  if (!/^data:/i.test(text) || comma === -1) return null;
  const [type = '', ...parameters] = text.slice('data:'.length, comma).split(';');
  const isBase64 = parameters.at(-1)?.trim().toLowerCase() === 'base64';
  try {
    const data = text.slice(comma + 1);
    const bytes = isBase64
      ? fromBase64(data.includes('%') ? decodeURIComponent(data) : data)
      : fromPercents(data);
    return new Blob([bytes], { type: type.trim() });
  } catch {
    return null;
  }
}

/** Any byte may be written as two hexadecimal digits. */
function fromPercents(text: string): Uint8Array<ArrayBuffer> {
  const binary = text.replace(/%([\da-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

import { SpeechError } from '../../contract/errors.ts';
import { defaultSpanOptions, type SpanOptions } from '../../listening/span-finder.ts';
import type { FormFields } from './form-fields.ts';
import { toQuoted } from './parse-field.ts';

const FIELD = 'chunking_strategy';

interface Range {
  readonly min: number;
  readonly max: number;
}

const ranges = {
  threshold: { min: 0, max: 1 },
  prefix_padding_ms: { min: 0, max: 5_000 },
  silence_duration_ms: { min: 0, max: 10_000 },
} as const satisfies Readonly<Record<string, Range>>;

/** Shorter pauses are within words. */
const MIN_PAUSE_MS = 200;

/** Parses where the sound is to be cut: `auto`, an object as JSON, or its keys as fields of their own. */
export function parseChunking(fields: FormFields): SpanOptions {
  const text = fields.text(FIELD);
  const isJson = text !== undefined && /^\s*[{"]/.test(text);
  const given = isJson ? parseJson(text) : toObject(fields, text);
  const { type } = given;
  if (type === 'auto' || Object.keys(given).length === 0) return defaultSpanOptions;
  // Numbers alone are those of the voice detector.
  if (type !== undefined && type !== 'server_vad')
    throw refuse(
      FIELD,
      `${typeof type === 'string' ? toQuoted(type) : 'its type is no string'}. Supported values are: 'auto', 'server_vad'.`,
    );
  const read = (key: keyof typeof ranges): number | undefined => readNumber(given, key);
  const [threshold, padMs, pauseMs] = [
    read('threshold'),
    read('prefix_padding_ms'),
    read('silence_duration_ms'),
  ];
  return {
    threshold: threshold ?? defaultSpanOptions.threshold,
    padSeconds: padMs === undefined ? defaultSpanOptions.padSeconds : padMs / 1000,
    pauseSeconds:
      pauseMs === undefined ? defaultSpanOptions.pauseSeconds : Math.max(MIN_PAUSE_MS, pauseMs) / 1000,
  };
}

type Given = Readonly<Record<string, unknown>>;

/** An object, or the type alone as a string. */
function parseJson(text: string): Given {
  try {
    const value = JSON.parse(text) as string | Given;
    return typeof value === 'string' ? { type: value } : value;
  } catch {
    throw refuse(FIELD, `${toQuoted(text)} is no JSON.`);
  }
}

function toObject(fields: FormFields, type: string | undefined): Given {
  const keys = ['type', ...Object.keys(ranges)];
  const pairs = keys.map((key) => [key, fields.text(`${FIELD}[${key}]`)] as const);
  return {
    ...Object.fromEntries(pairs.filter(([, value]) => value !== undefined)),
    ...(type === undefined ? {} : { type }),
  };
}

function readNumber(given: Given, key: keyof typeof ranges): number | undefined {
  const value = given[key];
  if (value === undefined || value === null) return undefined;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const { min, max } = ranges[key];
  if (typeof number === 'number' && number >= min && number <= max) return number;
  throw refuse(`${FIELD}.${key}`, `it must be a number from ${min} to ${max}.`);
}

function refuse(param: string, reason: string): SpeechError {
  return new SpeechError('invalid_value', `Invalid value for '${param}': ${reason}`, { param: FIELD });
}

import { FormFields } from './form-fields.ts';
import { speechFields } from './speech-body.ts';

type Fields = Readonly<Record<string, unknown>>;

const numbers: ReadonlySet<string> = new Set(['speed', 'volume_multiplier', 'loudness']);
const booleans: ReadonlySet<string> = new Set(['stream', 'ssml', 'allow_voice_tags']);

/** Fields with properties, written `pauses[sentence]=0.5`. */
const objects = {
  pauses: 'number',
  normalization_options: 'boolean',
  pronunciations: 'text',
  voice_aliases: 'text',
} as const;

/** Whether a field has properties, each with a value of its own in the query. */
export function isObjectField(name: string): name is keyof typeof objects {
  return Object.hasOwn(objects, name);
}

/** What an answer that a media element plays has no place for. */
const withoutMeaning: ReadonlySet<string> = new Set([
  'return_timestamps',
  'return_download_link',
  'return_timing',
]);

/** The names of the fields that a query may hold, besides `input`. */
export const queryFieldNames: readonly string[] = Object.keys(speechFields).filter(
  (name) => !withoutMeaning.has(name),
);

/**
 * Reads the fields of a speech request from a query. Text that is no number or boolean where one is due stays text,
 * which the validator refuses; a field without a value counts as left out, and of a field that is repeated the last counts.
 */
export function readQueryFields(query: URLSearchParams): Fields {
  const texts = new FormFields(query);
  const input = query.getAll('input').at(-1);
  const entries = queryFieldNames.map((name) => [name, readField(name, query, texts)] as const);
  const known = [['input', input] as const, ...entries].filter(([, value]) => value !== undefined);
  return Object.fromEntries(known);
}

function readField(name: string, query: URLSearchParams, texts: FormFields): unknown {
  if (numbers.has(name)) return texts.number(name);
  if (booleans.has(name)) return texts.boolean(name);
  return texts.text(name) ?? (isObjectField(name) ? readObject(name, query, texts) : undefined);
}

function readObject(
  name: keyof typeof objects,
  query: URLSearchParams,
  texts: FormFields,
): Fields | undefined {
  const prefix = `${name}[`;
  const keys = [...new Set(query.keys())].filter((key) => key.startsWith(prefix) && key.endsWith(']'));
  if (keys.length === 0) return undefined;
  return Object.fromEntries(keys.map((key) => [key.slice(prefix.length, -1), texts[objects[name]](key)]));
}

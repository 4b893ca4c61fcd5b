import * as v from 'valibot';
import { SpeechError, type SpeechErrorCode } from '../../contract/errors.ts';
import type { MaxCodePointsIssue } from './max-code-points.ts';

type Issue = v.BaseIssue<unknown> | MaxCodePointsIssue;

/**
 * Parses one field of a body by its schema. Throws the first fault in OpenAI's words, with the field as `param`.
 * Only the body's own properties are looked at.
 */
export function parseField<const S extends v.GenericSchema>(
  schema: S,
  fields: Readonly<Record<string, unknown>>,
  name: string,
): v.InferOutput<S> {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  // The validator takes arrays for objects; no field is one.
  const candidate = Array.isArray(value) ? Symbol('array') : value;
  const result = v.safeParse(schema, candidate, { abortEarly: true, abortPipeEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw toFieldError(name, issue.path === undefined ? { ...issue, input: value } : issue);
}

/** Quotes a value in a message, shortened: it may be as long as the whole request. */
export function toQuoted(value: string): string {
  const text = value.toWellFormed();
  // Cutting may leave half a character behind.
  return text.length <= 64 ? `'${text}'` : `'${text.slice(0, 63).replace(/[\ud800-\udbff]$/, '')}…'`;
}

function toFieldError(param: string, issue: Issue): SpeechError {
  const name = toPlace(param, issue);
  const fail = (code: SpeechErrorCode, message: string): SpeechError =>
    new SpeechError(code, message, { param });
  const { input, requirement } = issue as { readonly input: unknown; readonly requirement?: unknown };
  switch (issue.type) {
    case 'regex':
      return fail(
        'string_below_min_length',
        `Invalid '${name}': string too short. Expected a string with minimum length 1, but got ` +
          `${input === '' ? 'an empty string' : 'only white space'} instead.`,
      );
    case 'max_code_points':
      return fail(
        'string_above_max_length',
        `Invalid '${name}': string too long. Expected a string with maximum length ${String(requirement)}, ` +
          `but got a string with length ${issue.received} instead.`,
      );
    case 'min_value':
      return fail(
        'decimal_below_min_value',
        `Invalid '${name}': decimal below minimum value. Expected a value >= ${String(requirement)}, but got ${String(input)} instead.`,
      );
    case 'max_value':
      return fail(
        'decimal_above_max_value',
        `Invalid '${name}': decimal above maximum value. Expected a value <= ${String(requirement)}, but got ${String(input)} instead.`,
      );
    default:
      return toTypeError(param, issue);
  }
}

/** Names the value at fault: the field, or what is within it, whose name may be as long as the whole request. */
function toPlace(param: string, { path }: Pick<Issue, 'path'>): string {
  const keys = (path ?? []).map(({ key }) => toQuoted(String(key)).slice(1, -1));
  return [param, ...keys].join('.');
}

function toTypeError(param: string, issue: Issue): SpeechError {
  const { input } = issue as { readonly input: unknown };
  const options = toOptions(issue.expected ?? '');
  // A string that is none of those listed has the right type and another value.
  if (typeof input === 'string' && options.some((option) => option.startsWith("'"))) {
    return new SpeechError(
      'invalid_value',
      `Invalid value: ${toQuoted(input)}. Supported values are: ${options.join(', ')}.`,
      { param },
    );
  }
  if (input === undefined && issue.path === undefined) {
    return new SpeechError('missing_required_parameter', `Missing required parameter: '${param}'.`, {
      param,
    });
  }
  return new SpeechError(
    'invalid_type',
    `Invalid type for '${toPlace(param, issue)}': expected ${expectations[issue.type] ?? options.join(' or ')}, but got ${toTypeName(input)} instead.`,
    { param },
  );
}

const expectations: Readonly<Record<string, string>> = {
  string: 'a string',
  picklist: 'a string',
  number: 'a decimal',
  integer: 'an integer',
  boolean: 'a boolean',
  object: 'an object',
  record: 'an object',
  loose_object: 'an object',
};

const optionNames: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a decimal',
  Object: 'a fitting object',
};

/** Reads what the validator expected, e.g. `("off" | number)`, as words. */
function toOptions(expected: string): readonly string[] {
  return expected
    .replace(/[()]/g, '')
    .split(' | ')
    .map((option) => optionNames[option] ?? option.replaceAll('"', "'"));
}

function toTypeName(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a decimal';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

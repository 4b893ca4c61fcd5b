import { readdirSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../../../../src/contract/language.ts';

const folder = new URL('../../../../src/ui/messages/', import.meta.url);

/** The languages that have a file. */
export const fileLanguages = readdirSync(folder).map((name) => name.replace('.json', '') as Language);

/** Reads a language's file as texts by key. */
export function readTexts(language: Language): Map<string, string> {
  const json = JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')) as object;
  return new Map(flatten(json, ''));
}

function flatten(value: object, path: string): [string, string][] {
  return Object.entries(value).flatMap(([name, item]: [string, string | object]) =>
    typeof item === 'string' ? [[`${path}${name}`, item]] : flatten(item, `${path}${name}.`),
  );
}

/** One thing in a message that is not text: `type` is `plural`, `select`, `tag` or `value`. */
export interface Placeholder {
  readonly type: 'plural' | 'select' | 'tag' | 'value';
  readonly name: string;
  /** The cases of a plural or a choice. */
  readonly cases: readonly string[];
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Parses a message and lists what stands in it; throws for what is not ICU MessageFormat. */
export function listPlaceholders(text: string, tag: string): Placeholder[] {
  return new IntlMessageFormat(text, tag).getAst().flatMap(toPlaceholders);
}

function toPlaceholders(element: Element): Placeholder[] {
  if ('options' in element) {
    const inner = Object.values(element.options).flatMap((option) => option.value.flatMap(toPlaceholders));
    const type = 'offset' in element ? 'plural' : 'select';
    return [{ type, name: element.value, cases: Object.keys(element.options) }, ...inner];
  }
  if ('children' in element) {
    return [{ type: 'tag', name: element.value, cases: [] }, ...element.children.flatMap(toPlaceholders)];
  }
  // The sign for a plural's number has no value; what is left with one is a placeholder or text.
  return 'value' in element && kinds[element.type] !== 'literal'
    ? [{ type: 'value', name: element.value, cases: [] }]
    : [];
}

/** By the parser's numbers. */
const kinds = ['literal', 'argument', 'number', 'date', 'time', 'select', 'plural', 'pound', 'tag'] as const;

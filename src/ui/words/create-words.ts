import { IntlMessageFormat } from 'intl-messageformat';
import { createElement, Fragment, type ReactNode } from 'react';
import type { Language } from '../../contract/language.ts';
import { interfaceLanguages } from './interface-languages.ts';
import { sourceMessages, type MessageKey, type SomeMessages } from './messages.ts';
import type { Words, Figures } from './words.ts';

type WriteUnit = (value: number, name: string, digits?: number) => string;

/** Creates the words of a language from its messages; what they lack is said in American English. */
export function createWords(language: Language, messages: SomeMessages): Words {
  const { tag, direction } = interfaceLanguages[language];
  const texts = new Map([...toTexts(sourceMessages), ...toTexts(messages)]);
  const formats = new Map<MessageKey, IntlMessageFormat>();
  const find = (key: MessageKey): IntlMessageFormat => {
    const known = formats.get(key);
    if (known !== undefined) return known;
    const format = new IntlMessageFormat(texts.get(key) ?? key, tag);
    formats.set(key, format);
    return format;
  };
  return {
    language,
    tag,
    direction,
    say(key, values) {
      const said = find(key).format<string>(values);
      return Array.isArray(said) ? said.join('') : said;
    },
    rich(key, values) {
      const parts: readonly ReactNode[] = [find(key).format<ReactNode>(values)].flat();
      // As children one by one: of a list, React would want keys.
      return createElement(Fragment, null, ...parts);
    },
    ...createFigures(tag),
  };
}

/** The words that are there from the start. */
export const sourceWords: Words = createWords('en-us', sourceMessages);

/** Gives each text with its key: the names on the way to it, joined by points. */
function* toTexts(messages: object, path = ''): Generator<readonly [key: string, text: string]> {
  for (const [name, value] of Object.entries(messages) as [string, string | object][]) {
    if (typeof value === 'string') yield [`${path}${name}`, value];
    else yield* toTexts(value, `${path}${name}.`);
  }
}

/** Creates the writing of figures in a language, given as a BCP 47 tag. */
export function createFigures(tag: string): Figures {
  const number = (value: number, options?: Intl.NumberFormatOptions): string =>
    new Intl.NumberFormat(tag, options).format(value);
  const unit = (value: number, name: string, maximumFractionDigits = 0): string =>
    number(value, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits })
      // No line ends between a number and its unit.
      .replace(' ', '\u00a0');
  const moment = (time: number, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(tag, options).format(time);

  return {
    number,
    percent: (share) => number(share, { style: 'percent' }),
    bytes: (bytes) => toBytes(bytes, unit),
    duration(seconds) {
      if (seconds < 60) return unit(Math.max(1, Math.round(seconds)), 'second');
      const minutes = Math.round(seconds / 60);
      if (minutes < 60) return unit(minutes, 'minute');
      const parts = [unit(Math.floor(minutes / 60), 'hour'), unit(minutes % 60, 'minute')];
      return new Intl.ListFormat(tag, { type: 'unit', style: 'narrow' }).format(parts);
    },
    time: (milliseconds) =>
      milliseconds < 10_000
        ? unit(Math.round(milliseconds), 'millisecond')
        : unit(milliseconds / 1000, 'second', 1),
    date: (time) => moment(time, { dateStyle: 'medium', timeStyle: 'short' }),
    timeOfDay: (time) => moment(time, { timeStyle: 'medium' }),
    list: (names) => new Intl.ListFormat(tag).format(names),
    scriptName: (script) => new Intl.DisplayNames(tag, { type: 'script' }).of(script) ?? script,
    languageName: (language) => new Intl.DisplayNames(tag, { type: 'language' }).of(language) ?? language,
  };
}

/** Tenths only where there are few. */
function toBytes(bytes: number, unit: WriteUnit): string {
  if (bytes < 999_500) return unit(bytes / 1e3, 'kilobyte', bytes < 9_500 ? 1 : 0);
  if (bytes < 999_500_000) return unit(bytes / 1e6, 'megabyte', bytes < 9_500_000 ? 1 : 0);
  return unit(bytes / 1e9, 'gigabyte', 1);
}

import { IntlMessageFormat } from 'intl-messageformat';
import { createElement, Fragment, type ReactNode } from 'react';
import type { Language } from '../../contract/language.ts';
import { createFigures } from './create-figures.ts';
import { interfaceLanguages } from './interface-languages.ts';
import { sourceMessages, type MessageKey, type SomeMessages } from './messages.ts';
import type { Words } from './words.ts';

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

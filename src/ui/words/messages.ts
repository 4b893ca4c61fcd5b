import type { Language } from '../../contract/language.ts';
import source from '../messages/en-us.json' with { type: 'json' };

type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };
type SomeTexts<T> = { readonly [K in keyof T]?: T[K] extends string ? string : SomeTexts<T[K]> };
type Keys<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${K}` : Keys<T[K], `${Path}${K}.`>;
}[keyof T & string];

/** Names a message by feature and name, e.g. `transport.play`. */
export type MessageKey = Keys<typeof source>;

/** Every message of the source: ICU MessageFormat, by feature. */
export type Messages = Texts<typeof source>;

/** Messages of which those that are missing are the source's. */
export type SomeMessages = SomeTexts<typeof source>;

/** The messages in American English, which the others are translated from. */
export const sourceMessages: Messages = source;

/** One that lacks a message does not compile; British English holds only what it writes in another way. */
const loaders: Readonly<Record<Exclude<Language, 'en-us' | 'en-gb'>, () => Promise<{ default: Messages }>>> =
  {
    es: () => import('../messages/es.json'),
    fr: () => import('../messages/fr.json'),
    hi: () => import('../messages/hi.json'),
    it: () => import('../messages/it.json'),
    ja: () => import('../messages/ja.json'),
    'pt-br': () => import('../messages/pt-br.json'),
    zh: () => import('../messages/zh.json'),
  };

/** Loads the messages of a language; rejects where neither the network nor the cache has them. */
export async function loadMessages(language: Language): Promise<SomeMessages> {
  if (language === 'en-us') return sourceMessages;
  const { default: messages }: { default: SomeMessages } =
    language === 'en-gb' ? await import('../messages/en-gb.json') : await loaders[language]();
  return messages;
}

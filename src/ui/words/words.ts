import type { ReactNode } from 'react';
import type { Language } from '../../contract/language.ts';
import type { MessageKey } from './messages.ts';

/** What stands in the place of a message's placeholders. */
export type MessageValues = Readonly<Record<string, string | number>>;

/** The same with elements, and with what is made of the text between tags. */
export type RichValues = Readonly<Record<string, ReactNode | ((text: ReactNode) => ReactNode)>>;

/** Numbers, amounts and names as a language writes them. */
export interface Figures {
  readonly number: (value: number, options?: Intl.NumberFormatOptions) => string;
  /** A share of 0 to 1, in whole percent. */
  readonly percent: (share: number) => string;
  /** An amount of bytes in the unit that fits, by thousands, as shops and browsers count. */
  readonly bytes: (bytes: number) => string;
  /** A length of time, rounded as people say it: `1 hr 40 min`. */
  readonly duration: (seconds: number) => string;
  /** A measured time: `340 ms`, `12.5 sec`. */
  readonly time: (milliseconds: number) => string;
  /** A day and the time of it, from Unix time in milliseconds. */
  readonly date: (time: number) => string;
  readonly timeOfDay: (time: number) => string;
  /** Several names as one: `A, B, and C`. */
  readonly list: (names: readonly string[]) => string;
  readonly languageName: (language: Language) => string;
  /** The name of a script, from its ISO 15924 code. */
  readonly scriptName: (script: string) => string;
}

/** Everything that the interface says, in one language. */
export interface Words extends Figures {
  readonly language: Language;
  /** BCP 47. */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  readonly say: (key: MessageKey, values?: MessageValues) => string;
  /** Like `say`, where elements stand in the text. */
  readonly rich: (key: MessageKey, values: RichValues) => ReactNode;
}

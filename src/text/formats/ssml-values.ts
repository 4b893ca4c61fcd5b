/** What is done with each element of SSML; null where its text is read as if the element were not there. */
export const SSML_ELEMENTS: Readonly<Record<string, string | null>> = {
  speak: 'the root; `xml:lang` names the language',
  p: 'a paragraph; ends a sentence',
  s: 'a sentence',
  break: 'silence, by `time` or by `strength`',
  voice: 'another voice, by `name`; `xml:lang` names its language',
  prosody: '`rate` and `volume`; `pitch`, `contour`, `range` and `duration` are ignored',
  lang: 'another language, by `xml:lang`',
  phoneme: 'pronunciation, by `ph` in the alphabet `ipa`, which are Kokoro’s letters',
  sub: 'reads `alias` in place of the text',
  'say-as': '`interpret-as`: characters, cardinal, ordinal, digits, date, time, telephone, currency',
  desc: 'left out with its text',
  lexicon: 'left out',
  meta: 'left out',
  metadata: 'left out with its text',
  audio: null,
  emphasis: null,
  mark: null,
  token: null,
  w: null,
};

/** The silence of a break's strength, in seconds. */
export const BREAK_SECONDS: Readonly<Record<string, number>> = {
  none: 0,
  'x-weak': 0,
  weak: 0.25,
  medium: 0.5,
  strong: 1,
  'x-strong': 1.5,
};

/** Rates by name, relative to normal. */
export const PROSODY_RATES: Readonly<Record<string, number>> = {
  'x-slow': 0.5,
  slow: 0.75,
  medium: 1,
  default: 1,
  fast: 1.25,
  'x-fast': 1.5,
};

/** Volumes by name, in decibels. */
const volumes: Readonly<Record<string, number>> = {
  silent: -Infinity,
  'x-soft': -12,
  soft: -6,
  medium: 0,
  default: 0,
  loud: 3,
  'x-loud': 6,
};

/** `500ms`, `1.5s`, or a strength's name; `medium` where neither is given. */
export function toBreakSeconds({ time, strength = 'medium' }: Readonly<Record<string, string>>): number {
  const match = /^\s*\+?(\d{1,6}(?:\.\d{0,6})?|\.\d{1,6})\s*(ms|s)\s*$/iu.exec(time ?? '');
  if (match !== null) return Number(match[1]) / (match[2]?.toLowerCase() === 'ms' ? 1000 : 1);
  return lookUp(BREAK_SECONDS, strength) ?? 0.5;
}

/** `fast`, `120%`, `+20%` or `1.2`; null for anything else. */
export function toRateFactor(value: string | undefined): number | null {
  const text = value?.trim().toLowerCase() ?? '';
  const named = lookUp(PROSODY_RATES, text);
  if (named !== undefined) return named;
  const match = /^([+-]?)(\d{1,4}(?:\.\d{0,6})?|\.\d{1,6})(%?)$/u.exec(text);
  if (match === null) return null;
  const [, sign = '', digits = '', percent = ''] = match;
  const share = Number(digits) / (percent === '' ? 1 : 100);
  if (sign === '') return share;
  return percent === '' ? null : Math.max(0.25, sign === '+' ? 1 + share : 1 - share);
}

/** `soft` or `-6dB`; null for anything else. */
export function toGainFactor(value: string | undefined): number | null {
  const text = value?.trim().toLowerCase() ?? '';
  const match = /^([+-]?\d{1,3}(?:\.\d{0,6})?)\s*db$/u.exec(text);
  const decibels = match === null ? lookUp(volumes, text) : Math.min(Number(match[1]), 20);
  return decibels === undefined ? null : 10 ** (decibels / 20);
}

function lookUp(table: Readonly<Record<string, number>>, name: string): number | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

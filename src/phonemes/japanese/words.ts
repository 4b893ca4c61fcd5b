import type { SortedStrings } from '../packs/sorted-strings.ts';
import type { Morpheme } from './morphemes.ts';
import contextsJson from './contexts.json' with { type: 'json' };
import splitsJson from './splits.json' with { type: 'json' };

const splits: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(splitsJson));

/**
 * Another way to say a word, and the words that ask for it: right before it and before that one, right behind it and
 * behind that one, or anywhere near.
 */
interface Context {
  readonly from: string;
  readonly to: string;
  readonly of?: readonly string[];
  readonly last?: readonly string[];
  readonly next?: readonly string[];
  readonly then?: readonly string[];
  readonly near?: readonly string[];
}

const contexts: ReadonlyMap<string, readonly Context[]> = new Map(Object.entries(contextsJson));

/** Turns morphemes into the words that Kokoro learnt: particles apart, endings joined to what they belong to. */
export function toWords(morphemes: readonly Morpheme[], text: string, joins: SortedStrings): Morpheme[] {
  return joinWords(lengthenEndings(morphemes.flatMap(split).map(speakByContext)), text, joins);
}

/** Parts particles of several words, which the dictionary has as one. */
function split(morpheme: Morpheme): Morpheme[] {
  let { start } = morpheme;
  const parts = splits.get(morpheme.surface)?.map((part): Morpheme => {
    const [surface = '', pronunciation = ''] = part.split(' ');
    const from = start;
    start += surface.length;
    return { ...morpheme, start: from, end: start, surface, pronunciation };
  });
  return parts ?? [morpheme];
}

/** 何 is ナン before t, d and n; other words have what `contexts.json` says of their neighbours. */
function speakByContext(morpheme: Morpheme, index: number, all: readonly Morpheme[]): Morpheme {
  const [before = '', last = '', next = '', behind = ''] = [-2, -1, 1, 2].map(
    (step) => all[index + step]?.surface,
  );
  const found = contexts
    .get(morpheme.surface)
    ?.find(
      (context) =>
        (context.of?.includes(before) ?? true) &&
        (context.last?.includes(last) ?? true) &&
        (context.next?.includes(next) ?? true) &&
        (context.then?.includes(behind) ?? true) &&
        (context.near === undefined || isNear(context.near, index, all)),
    );
  if (found !== undefined) {
    return { ...morpheme, pronunciation: morpheme.pronunciation.replace(found.from, found.to) };
  }
  const isNan = morpheme.surface === '何' && /^[トドデダノナテ]/u.test(all[index + 1]?.pronunciation ?? '');
  return isNan ? { ...morpheme, pronunciation: 'ナン' } : morpheme;
}

const WINDOW = 8;

/** Whether one of several words stands a few words before or behind, in the same sentence. */
function isNear(words: readonly string[], index: number, all: readonly Morpheme[]): boolean {
  for (const step of [-1, 1]) {
    for (let distance = 1; distance <= WINDOW; distance += 1) {
      const surface = all[index + step * distance]?.surface ?? '。';
      if (surface === '。') break;
      if (words.includes(surface)) return true;
    }
  }
  return false;
}

/** The ending う behind a verb in o makes that long. */
function lengthenEndings(morphemes: readonly Morpheme[]): Morpheme[] {
  const lengthened: Morpheme[] = [];
  for (const morpheme of morphemes) {
    const last = lengthened.at(-1);
    const isEnding = morpheme.surface === 'う' && last?.end === morpheme.start;
    if (last !== undefined && isEnding && /[オコゴソゾトドノホボポモヨロョ]$/u.test(last.pronunciation)) {
      lengthened[lengthened.length - 1] = {
        ...last,
        end: morpheme.end,
        surface: `${last.surface}う`,
        pronunciation: `${last.pronunciation}ー`,
      };
    } else lengthened.push(morpheme);
  }
  return lengthened;
}

/** Joins words that follow each other where the list has them as one, the longest first. */
function joinWords(morphemes: readonly Morpheme[], text: string, joins: SortedStrings): Morpheme[] {
  const words: Morpheme[] = [];
  for (let first = 0; first < morphemes.length;) {
    const last = findJoin(morphemes, first, { text, joins });
    const joined = morphemes.slice(first, last + 1);
    const [start, end] = [joined[0]?.start ?? 0, joined.at(-1)?.end ?? 0];
    words.push({
      start,
      end,
      surface: text.slice(start, end),
      pronunciation: joined.map(({ pronunciation }) => pronunciation).join(''),
      isListed: joined.every(({ isListed }) => isListed),
    });
    first = last + 1;
  }
  return words;
}

/** Finds the index of the last morpheme of the longest joined word that begins at one. */
function findJoin(
  morphemes: readonly Morpheme[],
  first: number,
  { text, joins }: { text: string; joins: SortedStrings },
): number {
  const start = morphemes[first]?.start ?? 0;
  const ends = new Set<number>();
  joins.visitPrefixes(text, start, (_, length) => ends.add(start + length));
  let found = first;
  for (let index = first; index < morphemes.length; index += 1) {
    const morpheme = morphemes[index];
    if (morpheme === undefined || morpheme.pronunciation === '') break;
    if (index > first && morpheme.start !== morphemes[index - 1]?.end) break;
    if (morpheme.end - start > MAX_JOINED) break;
    if (ends.has(morpheme.end)) found = index;
  }
  return found;
}

const MAX_JOINED = 40;

import type { Pinyin } from './pinyin.ts';
import table from './syllables.json' with { type: 'json' };
import type { WordGraph } from './word-graph.ts';

/** What Han characters are spoken with. */
export interface HanLists {
  readonly graph: WordGraph;
  readonly pinyin: Pinyin;
  /** Phrases with their syllables, parted by spaces, where the lists are wrong. */
  readonly overrides: Readonly<Record<string, string>>;
  /** Chooses readings by the words beside them, in place; without it words are read as the lists have them. */
  readonly choose?: (words: readonly string[], syllables: string[]) => void;
}

/** A word in Kokoro's phonemes; empty where the lists do not know it. */
export interface HanWord {
  readonly text: string;
  readonly phonemes: string;
}

const listed = /[\u4e00-\u9fff]+|[^]/gu;

/** Speaks Han characters: cuts them into words, and reads each word. */
export class HanSpeech {
  readonly #graph: WordGraph;
  readonly #pinyin: Pinyin;
  readonly #overrides: ReadonlyMap<string, readonly string[]>;
  readonly #overridden: RegExp;
  readonly #choose: HanLists['choose'];

  constructor({ graph, pinyin, overrides, choose }: HanLists) {
    this.#choose = choose;
    this.#graph = graph;
    this.#pinyin = pinyin;
    this.#overrides = new Map(Object.entries(overrides).map(([phrase, read]) => [phrase, read.split(' ')]));
    const phrases = [...this.#overrides.keys()].sort((first, second) => second.length - first.length);
    this.#overridden = new RegExp(phrases.join('|') || '(?!)', 'gu');
  }

  /** Returns words that together are `text`. */
  say(text: string): HanWord[] {
    return Array.from(text.matchAll(listed), ([run]) => this.#sayRun(run)).flat();
  }

  #sayRun(run: string): HanWord[] {
    // Rare characters lie outside of the lists of words.
    if (!/^[\u4e00-\u9fff]/u.test(run))
      return [{ text: run, phonemes: pinyinToKokoro(this.#pinyin.readAlone(run)) }];
    const words = this.#graph.cut(run);
    const syllables = words.flatMap((word) => this.#pinyin.read(word));
    this.#choose?.(words, syllables);
    for (const { 0: phrase, index } of run.matchAll(this.#overridden)) {
      for (const [offset, syllable] of (this.#overrides.get(phrase) ?? []).entries())
        syllables[index + offset] = syllable;
    }
    let start = 0;
    return words.map((text) => {
      const phonemes = syllables
        .slice(start, start + text.length)
        .map(pinyinToKokoro)
        .join('');
      start += text.length;
      return { text, phonemes };
    });
  }
}

const initials: ReadonlyMap<string, string> = new Map(Object.entries(table.initials));
const finals: ReadonlyMap<string, string> = new Map(Object.entries(table.finals));
/** Syllables without an initial consonant, and those without a vowel. */
const whole: ReadonlyMap<string, string> = new Map(Object.entries(table.whole));

const tones: Readonly<Record<string, string>> = { 1: '→', 2: '↗', 3: '↓', 4: '↘', 5: '' };

const known = new Map<string, string>();

/** Writes a syllable of pinyin with its tone, such as `lv4`, in Kokoro's phonemes; empty for what is no syllable. */
export function pinyinToKokoro(syllable: string): string {
  let phonemes = known.get(syllable);
  if (phonemes === undefined) {
    phonemes = convert(syllable.slice(0, -1)).replace('◌', tones[syllable.slice(-1)] ?? '');
    known.set(syllable, phonemes);
  }
  return phonemes;
}

/** Returns phonemes with `◌` where the tone stands. */
function convert(letters: string): string {
  const alone = whole.get(letters);
  if (alone !== undefined) return alone;
  const length = letters.charAt(1) === 'h' ? 2 : 1;
  const initial = letters.slice(0, length);
  const consonant = initials.get(initial);
  if (consonant === undefined) return finals.get(letters) ?? '';
  const vowel = finals.get(toFinal(initial, letters.slice(length)));
  if (vowel === undefined) return '';
  // Behind these consonants the letter i stands for a vowel of its own.
  return consonant + (vowel === 'i◌' && /^(?:[zcs]h?|r)$/u.test(initial) ? 'ɨ◌' : vowel);
}

/** Behind j, q and x the letter u stands for ü, which is written v. */
function toFinal(initial: string, final: string): string {
  return /^[jqx]$/u.test(initial) && final.startsWith('u') ? `v${final.slice(1)}` : final;
}

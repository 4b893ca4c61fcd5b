import type { Pinyin } from './pinyin.ts';
import { pinyinToKokoro } from './pinyin-to-kokoro.ts';
import type { WordGraph } from './word-graph.ts';

/** What Han characters are spoken with. */
export interface HanLists {
  readonly graph: WordGraph;
  readonly pinyin: Pinyin;
  /** Phrases with their syllables, parted by spaces, where the lists are wrong. */
  readonly overrides: Readonly<Record<string, string>>;
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

  constructor({ graph, pinyin, overrides }: HanLists) {
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

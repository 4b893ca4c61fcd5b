import { describe, expect, it } from 'vitest';
import { kokoroAlphabet } from '../../../../src/phonemes/alphabet/kokoro-alphabet.ts';
import { openMandarin, openMandarinLists } from '../../../fixtures/mandarin.ts';
import { hasSharedFile, readSharedFile } from '../../../fixtures/shared-vectors.ts';

interface ReadSentence {
  /** With numbers in words and signs as the reference writes them. */
  readonly norm: string;
  readonly ps: string;
  readonly segs: readonly (readonly [
    run: string,
    words: readonly string[],
    syllables: readonly (readonly string[])[],
  ])[];
}

const file = 'g2p/zh-gsd.json.gz';

function readSentences(): ReadSentence[] {
  return (JSON.parse(readSharedFile(file)) as { rows: ReadSentence[] }).rows;
}

function toKnown(phonemes: string): string {
  return kokoroAlphabet.toKnown({ phonemes, words: [] }).phonemes;
}

describe.skipIf(!hasSharedFile(file))('sentences of an encyclopaedia', () => {
  it('have the words and the syllables of the reference', async () => {
    const { graph, pinyin } = await openMandarinLists();
    const runs = readSentences().flatMap(({ segs }) => segs);
    expect(runs.length).toBeGreaterThan(2000);
    for (const [run, words, syllables] of runs) {
      expect(graph.cut(run)).toEqual(words);
      expect(words.map((word) => pinyin.read(word))).toEqual(syllables);
    }
  });

  it('sound as in the reference, but for Latin letters, which it does not read', async () => {
    const mandarin = await openMandarin({ plain: true });
    const { signal } = new AbortController();
    const sentences = readSentences().filter(({ norm }) => !/[A-Za-z\d〇]/u.test(norm));
    expect(sentences.length).toBeGreaterThan(600);
    for (const { norm, ps } of sentences) {
      expect(toKnown((await mandarin.phonemize(norm, 'zh', signal)).phonemes)).toBe(toKnown(ps));
    }
  });
});

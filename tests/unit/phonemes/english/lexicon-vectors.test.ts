import { describe, expect, it } from 'vitest';
import type { Accent } from '../../../../src/phonemes/english/accent.ts';
import { type Currency, sayNumber } from '../../../../src/phonemes/english/numbers.ts';
import type { StressLevel } from '../../../../src/phonemes/english/stress.ts';
import type { Tag } from '../../../../src/phonemes/english/tag.ts';
import { openPlainLexicon } from '../../../fixtures/english-lexicon.ts';
import { hasSharedFile, readSharedFile } from '../../../fixtures/shared-vectors.ts';

type WordRow = [Accent, string, Tag, StressLevel, boolean | null, string | null, number | null];
type NumberRow = [Accent, Currency | null, string, string];

const lexicons = { us: await openPlainLexicon('us'), gb: await openPlainLexicon('gb') };

function readRows<T>(name: string): T[] {
  return (JSON.parse(readSharedFile(name)) as { rows: T[] }).rows;
}

describe.skipIf(!hasSharedFile('g2p/en-words.json.gz'))('words of the reference', () => {
  it('sound as they do there, save those in -ied, which it does not know', () => {
    const wrong = readRows<WordRow>('g2p/en-words.json.gz').flatMap((row) => {
      const [accent, word, tag, stress, nextIsVowel, expected] = row;
      const context = { nextIsVowel, nextIsTo: false };
      const found = lexicons[accent].say({ word, tag, stress, context });
      return found === expected || (expected === null && /ied$/i.test(word)) ? [] : [{ row, found }];
    });
    expect(wrong).toEqual([]);
  });
});

describe.skipIf(!hasSharedFile('g2p/en-numbers.json.gz'))('numbers of the reference', () => {
  it('sound as they do there', () => {
    const wrong = readRows<NumberRow>('g2p/en-numbers.json.gz').flatMap((row) => {
      const [accent, currency, text, expected] = row;
      const found = sayNumber({ text, currency, isHead: true }, lexicons[accent]);
      return found === expected ? [] : [{ row, found }];
    });
    expect(wrong).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { sayTokens, type SpokenUnit } from '../../../../src/phonemes/english/say-unit.ts';
import type { Tag } from '../../../../src/phonemes/english/tag.ts';
import type { Token } from '../../../../src/phonemes/english/token.ts';
import { openEnglishSpeech, openPlainLexicon } from '../../../fixtures/english-lexicon.ts';
import { hasSharedFile, readSharedFile } from '../../../fixtures/shared-vectors.ts';

interface TaggedSentence {
  readonly tokens: readonly (readonly [text: string, tag: Tag, spaceBehind: 0 | 1])[];
  readonly us: string;
  readonly gb: string;
}

// What the reference does not know and Sotto does: past tenses in -ied, "so" in "sooo" and "mat" in "matt".
const knownToUs = /\b(?:(?!tied|died|lied|tried|cried)[a-z]{3,}ied|sooo|matt)\b/i;

function readSentences(): TaggedSentence[] {
  return (JSON.parse(readSharedFile('g2p/en-ewt-test.json.gz')) as { sentences: TaggedSentence[] }).sentences;
}

function toText({ tokens }: TaggedSentence): string {
  return tokens.map(([text, , space]) => text + ' '.repeat(space)).join('');
}

function toTokens({ tokens }: TaggedSentence): Token[] {
  let start = 0;
  return tokens.map(([text, tag, space]) => {
    const token = { text, tag, start, hasSpaceBehind: space === 1 };
    start += text.length + space;
    return token;
  });
}

function join(units: readonly SpokenUnit[]): string {
  return units
    .map(({ phonemes, pieces }) => phonemes + (pieces.at(-1)?.hasSpaceBehind === true ? ' ' : ''))
    .join('');
}

function toWords(phonemes: string): string[] {
  return phonemes
    .replace(/[;:,.!?—…"“”()]/gu, ' ')
    .split(/\s+/u)
    .filter((word) => word !== '');
}

/** Counts the words that two sequences have in common, in order. */
function countCommon(first: readonly string[], second: readonly string[]): number {
  let row = new Array<number>(second.length + 1).fill(0);
  for (const word of first) {
    const next = [0];
    for (const [index, other] of second.entries()) {
      next.push(word === other ? row[index]! + 1 : Math.max(next[index]!, row[index + 1]!));
    }
    row = next;
  }
  return row.at(-1);
}

describe.skipIf(!hasSharedFile('g2p/en-ewt-test.json.gz')).each(['us', 'gb'] as const)(
  'sentences of the web (%s)',
  (accent) => {
    it('sound as in the reference, given its tags', async () => {
      const speakers = { lexicon: await openPlainLexicon(accent), sayUnknown: null };
      const wrong = readSentences().filter((sentence) => {
        const spoken = join(sayTokens(toTokens(sentence), speakers));
        return spoken.split(/\s+/).join(' ').trim() !== sentence[accent].split(/\s+/).join(' ').trim();
      });
      expect(wrong.map(toText).filter((text) => !knownToUs.test(text))).toEqual([]);
    });

    it('have 99.5 of 100 words that the reference knows as it has them, by tags of our own, addresses aside', async () => {
      const speech = await openEnglishSpeech(accent);
      let [count, common] = [0, 0];
      for (const sentence of readSentences()) {
        if (sentence.tokens.some(([, tag]) => tag === 'ADD')) continue;
        const expected = toWords(sentence[accent]).filter((word) => !word.includes('❓'));
        count += expected.length;
        common += countCommon(expected, toWords(join(speech.say(speech.read(toText(sentence)), null))));
      }
      expect(common / count).toBeGreaterThanOrEqual(0.995);
    });
  },
);

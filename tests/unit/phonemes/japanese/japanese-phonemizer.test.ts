import { beforeAll, describe, expect, it } from 'vitest';
import type { Phonemizer } from '../../../../src/contract/phonemizer.ts';
import { isPhoneme, kokoroAlphabet } from '../../../../src/phonemes/alphabet/kokoro-alphabet.ts';
import { openJapanese } from '../../../fixtures/japanese.ts';
import { hasSharedFile, readSharedFile } from '../../../fixtures/shared-vectors.ts';
import sentences from './sentences.json' with { type: 'json' };
import { toRandomCount } from '../../../fixtures/full-run.ts';

const { signal } = new AbortController();
let japanese: Phonemizer;

beforeAll(async () => {
  japanese = await openJapanese();
}, 60_000);

async function say(text: string): Promise<string> {
  return kokoroAlphabet.toKnown(await japanese.phonemize(text, 'ja', signal)).phonemes;
}

describe('Japanese', () => {
  it.each(Object.entries(sentences))('says %s', async (text, phonemes) => {
    expect(await say(text)).toBe(phonemes);
  });

  it('takes katakana between spaces for one word, and goes on as behind a noun', async () => {
    expect(await say('今日は ゴガツ ツイタチ は休みです。')).toBe('kʲoː βa ɡoɡaʦɨ ʦɨitaʨi βa jasɨmʲi desɨ.');
  });

  it('names digits that are left, also of full width', async () => {
    expect(await say('50と７')).toBe(await say(' ゴ ゼロ と ナナ '));
  });

  it('parts the words of a text', async () => {
    const text = '東京へ「来た」。';
    const { phonemes, words } = await japanese.phonemize(text, 'ja', signal);
    expect(words.map(({ start, end }) => text.slice(start, end))).toEqual(['東京', 'へ', '来た']);
    expect(words.map((word) => phonemes.slice(word.phonemeStart, word.phonemeEnd))).toEqual([
      'toːkʲoː',
      'e',
      'kʲita',
    ]);
  });

  it('loses no kana of any text, and keeps words in order', async () => {
    const random = createRandom(7);
    const alphabet = Array.from(
      'のはがをにでとかもだですまたしてるいこれそあどうえおんっゃょアイウカキトーンッャ日本人年月大学東京行見食一二三出来今何私。、！？「」（）・…〜 \n😀あAz9é𠀀',
    );
    const faults: string[] = [];
    for (let round = 0; round < toRandomCount(10_000); round += 1) {
      const length = 1 + (random() % 24);
      const text = Array.from({ length }, () => alphabet[random() % alphabet.length]).join('');
      const { phonemes, words } = await japanese.phonemize(text, 'ja', signal);
      const covered = words.map(({ start, end }) => text.slice(start, end)).join('');
      const isWhole = toLetters(covered) === toLetters(text);
      const isInOrder = words.every(
        ({ start, phonemeStart, phonemeEnd }, index) =>
          start >= (words[index - 1]?.end ?? 0) &&
          phonemeStart >= (words[index - 1]?.phonemeEnd ?? 0) &&
          phonemeEnd > phonemeStart,
      );
      if (!isWhole || !isInOrder || !Array.from(phonemes).every(isPhoneme)) faults.push(text);
    }
    expect(faults).toEqual([]);
  }, 120_000);
});

/** What has a sound of its own wherever it stands. */
function toLetters(text: string): string {
  return text.replace(/[^ぁ-んァ-ヶー日本人年月大学東京行見食一二三出来今何私A-Za-zé]/gu, '');
}

/** Numbers that are the same in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 8;
  };
}

const file = 'g2p/ja-gsd.json.gz';

describe.skipIf(!hasSharedFile(file))('sentences of the web', () => {
  it('have at most 2 of 100 phonemes that are not the reference’s, without digits and Latin letters', async () => {
    const { rows } = JSON.parse(readSharedFile(file)) as { rows: [text: string, phonemes: string][] };
    const plain = rows.filter(([text]) => !/[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]/u.test(text));
    expect(plain.length).toBeGreaterThan(400);
    let [errors, length] = [0, 0];
    for (const [text, phonemes] of plain) {
      const expected = kokoroAlphabet.toKnown({ phonemes, words: [] }).phonemes;
      errors += countErrors(await say(text), expected);
      length += expected.length;
    }
    expect(errors / length).toBeLessThanOrEqual(0.02);
  }, 120_000);
});

/** Counts the letters to change, to add or to drop (Levenshtein). */
function countErrors(given: string, expected: string): number {
  let row = Array.from({ length: expected.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(given).entries()) {
    const next = [index + 1];
    for (const [at, other] of Array.from(expected).entries()) {
      next.push(
        Math.min((next[at] ?? 0) + 1, (row[at + 1] ?? 0) + 1, (row[at] ?? 0) + (letter === other ? 0 : 1)),
      );
    }
    row = next;
  }
  return row.at(-1);
}

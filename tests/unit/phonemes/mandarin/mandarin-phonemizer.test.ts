import { beforeAll, describe, expect, it } from 'vitest';
import type { Phonemizer } from '../../../../src/contract/phonemizer.ts';
import { isPhoneme, kokoroAlphabet } from '../../../../src/phonemes/alphabet/kokoro-alphabet.ts';
import { openMandarin } from '../../../fixtures/mandarin.ts';
import sentences from './sentences.json' with { type: 'json' };
import { toRandomCount } from '../../../fixtures/full-run.ts';

const { signal } = new AbortController();
let mandarin: Phonemizer;

beforeAll(async () => {
  mandarin = await openMandarin();
});

async function say(text: string): Promise<string> {
  return kokoroAlphabet.toKnown(await mandarin.phonemize(text, 'zh', signal)).phonemes;
}

describe('Mandarin', () => {
  it.each(Object.entries(sentences))('says %s', async (text, phonemes) => {
    expect(await say(text)).toBe(phonemes);
  });

  it('names digits that are left, also of full width', async () => {
    expect(await say('第３号，50')).toBe(await say('第三号，五零'));
  });

  it('parts the words of a text', async () => {
    const text = '我在《人民日报》上看到他。';
    const { phonemes, words } = await mandarin.phonemize(text, 'zh', signal);
    expect(words.map(({ start, end }) => text.slice(start, end))).toEqual([
      '我',
      '在',
      '人民日报',
      '上',
      '看到',
      '他',
    ]);
    expect(words.map((word) => phonemes.slice(word.phonemeStart, word.phonemeEnd))).toEqual([
      'wo↓',
      'ʦai↘',
      'ɻə↗nmi↗nɻɨ↘pau↘',
      'ʂa↘ŋ',
      'kʰa↘ntau↘',
      'tʰa→',
    ]);
  });

  it('speaks rare characters, and leaves out those that nothing reads', async () => {
    expect(await say('㐀𠀀好')).toBe('ʨʰjou→ xɤ→ xau↓');
    expect(await say('あ한😀')).toBe('');
  });

  it('loses no word of any text, and keeps them in order', async () => {
    const random = createRandom(7);
    const alphabet = Array.from(
      '的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从，。！？：“”（）《》、—… \n😀あAz09é𠀀',
    );
    const faults: string[] = [];
    for (let round = 0; round < toRandomCount(10_000); round += 1) {
      const length = 1 + (random() % 24);
      const text = Array.from({ length }, () => alphabet[random() % alphabet.length]).join('');
      const { phonemes, words } = await mandarin.phonemize(text, 'zh', signal);
      const covered = words
        .map(({ start, end }) => text.slice(start, end))
        .join('')
        .replaceAll(' ', '');
      const isWhole = covered === text.replace(/[^\p{Script=Han}\p{Script=Latin}0-9]/gu, '');
      const isInOrder = words.every(
        ({ start, phonemeStart, phonemeEnd }, index) =>
          start >= (words[index - 1]?.end ?? 0) &&
          phonemeStart >= (words[index - 1]?.phonemeEnd ?? 0) &&
          phonemeEnd > phonemeStart,
      );
      if (!isWhole || !isInOrder || !Array.from(phonemes).every(isPhoneme)) faults.push(text);
    }
    expect(faults).toEqual([]);
  }, 60_000);
});

/** Numbers that are the same in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 8;
  };
}

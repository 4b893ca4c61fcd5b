import { describe, expect, it } from 'vitest';
import { DEFAULT_NORMALIZATION } from '../../../../../src/contract/normalization.ts';
import { readSentence } from '../../../../../src/text/reading/read-sentence.ts';
import cases from './cases.json' with { type: 'json' };

function read(text: string, normalize = true): string {
  const normalization = { ...DEFAULT_NORMALIZATION, normalize };
  const slice = { start: 0, end: text.length };
  const { passages } = readSentence(text, slice, { language: 'zh', normalization });
  return passages.map((passage) => passage.text).join('|');
}

describe('a Mandarin sentence', () => {
  it.each(Object.entries(cases))('%s is read %s', (text, spoken) => {
    expect(read(text)).toBe(spoken);
  });

  it('is left as it is written where that is asked for', () => {
    expect(read('有2个50%的人', false)).toBe('有2个50%的人');
  });

  it('knows where each word came from', () => {
    const text = '共２.5公斤，花了￥30。';
    const slice = { start: 0, end: text.length };
    const { passages } = readSentence(text, slice, { language: 'zh', normalization: DEFAULT_NORMALIZATION });
    const [passage] = passages;
    expect(passage?.text).toBe('共二点五公斤，花了三十元。');
    const words = [
      [1, 4],
      [4, 6],
      [9, 10],
      [10, 12],
    ].map(([start = 0, end = 0]) => ({ start, end, phonemeStart: start, phonemeEnd: end }));
    expect(passage?.place(words).map(({ start, end, spoken }) => [text.slice(start, end), spoken])).toEqual([
      ['２.5', '二点五'],
      ['公斤', '公斤'],
      ['￥30', '三 十元'],
    ]);
  });

  it('keeps given phonemes apart', () => {
    const text = '我去北京，和他。';
    const sayings = [{ start: 2, end: 4, phonemes: 'pei↓ʨi→ŋ' }];
    const { passages, borders } = readSentence(
      text,
      { start: 0, end: text.length },
      { language: 'zh', normalization: DEFAULT_NORMALIZATION, sayings },
    );
    expect(passages.map((passage) => [passage.text, passage.phonemes])).toEqual([
      ['我去', null],
      ['北京', 'pei↓ʨi→ŋ'],
      ['，和他。', null],
    ]);
    expect(passages[1]?.place([])).toEqual([
      { start: 2, end: 4, spoken: '北京', phonemeStart: 0, phonemeEnd: 8, source: 'inline' },
    ]);
    expect(borders.map(({ offset }) => text.charAt(offset))).toEqual(['和', '他']);
  });

  it('is cut neither within a number nor before its unit', () => {
    const text = '共1,234,567公里';
    const { borders } = readSentence(
      text,
      { start: 0, end: text.length },
      { language: 'zh', normalization: DEFAULT_NORMALIZATION },
    );
    expect(borders.every(({ offset }) => [1, 10].includes(offset))).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { DEFAULT_NORMALIZATION } from '../../../../../src/contract/normalization.ts';
import { readSentence } from '../../../../../src/text/reading/read-sentence.ts';
import cases from './cases.json' with { type: 'json' };

function read(text: string, normalize = true): string {
  const normalization = { ...DEFAULT_NORMALIZATION, normalize };
  const slice = { start: 0, end: text.length };
  const { passages } = readSentence(text, slice, { language: 'ja', normalization });
  return passages.map((passage) => passage.text).join('|');
}

describe('a Japanese sentence', () => {
  it.each(Object.entries(cases))('%s is read %s', (text, spoken) => {
    expect(read(text)).toBe(spoken);
  });

  it('is left as it is written where that is asked for', () => {
    expect(read('3本と50%', false)).toBe('3本と50%');
  });

  it('knows where each word came from', () => {
    const text = '花を３本、￥500で';
    const slice = { start: 0, end: text.length };
    const { passages } = readSentence(text, slice, { language: 'ja', normalization: DEFAULT_NORMALIZATION });
    const [passage] = passages;
    expect(passage?.text).toBe('花を サンボン 、 ゴヒャクエン で');
    const words = [
      { start: 3, end: 7, phonemeStart: 0, phonemeEnd: 4 },
      { start: 10, end: 16, phonemeStart: 5, phonemeEnd: 9 },
    ];
    expect(passage?.place(words).map(({ start, end }) => text.slice(start, end))).toEqual(['３本', '￥500']);
  });
});

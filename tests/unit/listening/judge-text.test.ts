import { describe, expect, it } from 'vitest';
import { judgeText } from '../../../src/listening/judge-text.ts';
import { toHeardSegment } from '../../fixtures/heard-segment.ts';

describe('the text of a run', () => {
  it.each([
    ['ok', {}],
    ['ok', { noSpeechProbability: 0.9 }],
    ['silence', { noSpeechProbability: 0.9, averageLogprob: -1.2 }],
    ['unclear', { averageLogprob: -0.8 }],
    ['unclear', { averageLogprob: -1.2 }],
    ['unclear', { compressionRatio: 2.5 }],
    ['unclear', { text: ' I am very glad that I am very glad that I am very glad that I am very glad' }],
    ['ok', { text: ' la la la' }],
  ] as const)('is %s with %j', (verdict, patch) => {
    expect(judgeText([toHeardSegment(patch)], 'en')).toBe(verdict);
  });

  it('may be doubted more in Hindi', () => {
    const judge = (averageLogprob: number) => judgeText([toHeardSegment({ averageLogprob })], 'hi');
    expect([judge(-0.9), judge(-1.1)]).toEqual(['ok', 'unclear']);
  });

  it('is no loop where one long word with many vowel signs comes four times', () => {
    const word = 'विश्वविद्यालय';
    const said = (end: string): string =>
      `दिल्ली ${word} पुराना है, मुंबई ${word} बड़ा है, पटना ${word} सुंदर है, जयपुर ${end}`;
    const judge = (text: string) => judgeText([toHeardSegment({ text })], 'hi');
    expect(judge(said(`${word} नया है।`))).toBe('ok');
    expect(judge(`${word} पुराना है यह `.repeat(4))).toBe('unclear');
  });

  it('is silence where there is none', () => {
    expect(judgeText([], 'en')).toBe('silence');
  });
});

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
    expect(judgeText([toHeardSegment(patch)])).toBe(verdict);
  });

  it('is silence where there is none', () => {
    expect(judgeText([])).toBe('silence');
  });
});

import { describe, expect, test } from 'vitest';
import { benchmarkTexts } from '../../../src/benchmark/texts.ts';
import { sentSegments } from '../../browser/support/sent-tokens.ts';

async function countTokens(text: string): Promise<number> {
  const segments = await sentSegments(text, 'en-us');
  return segments.reduce((sum, ids) => sum + ids.length - 2, 0);
}

describe('the texts of the benchmark', () => {
  test.each([
    [benchmarkTexts.tokens20, 20],
    [benchmarkTexts.tokens100, 100],
    [benchmarkTexts.tokens400, 400],
  ])('$name are so many, within a tenth', async ({ text }, expected) => {
    expect(Math.abs((await countTokens(text)) / expected - 1)).toBeLessThanOrEqual(0.1);
  });

  test('the paragraph has 400 characters, and fits into a single run of the model', async () => {
    expect(benchmarkTexts.paragraph.text).toHaveLength(400);
    expect(await countTokens(benchmarkTexts.paragraph.text)).toBeLessThan(510);
  });
});

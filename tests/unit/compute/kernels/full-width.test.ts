import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOneThread } from './node-threads.ts';
import { openWholeAndParts, type WholeAndParts } from '../../engines/kokoro/tail/whole-and-parts.ts';
import { isFullRun } from '../../../fixtures/full-run.ts';

describe('all that is on the kernels, at full width', () => {
  let model: WholeAndParts;

  beforeAll(async () => {
    model = await openWholeAndParts('full', await createOneThread());
  }, 300_000);

  afterAll(() => model.release());

  // A full run goes on with 50, and `npm run test:long` with 200 and 500.
  it.each(isFullRun ? [5, 50] : [5])(
    'gives what ONNX Runtime gives from the same source, for %s tokens',
    async (tokenCount) => {
      const { f0, energy, waveform, sampleCounts } = await model.compare(tokenCount);
      expect(sampleCounts[0]).toBe(sampleCounts[1]);
      expect(f0).toBeLessThan(1e-5);
      expect(energy).toBeLessThan(1e-4);
      expect(waveform).toBeLessThan(1e-4);
    },
    300_000,
  );
});

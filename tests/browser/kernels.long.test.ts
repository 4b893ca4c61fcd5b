import { expect, test } from '@playwright/test';
import { createTail } from '../../src/engines/kokoro/tail/generator.ts';
import { Scope } from '../../src/std/scope.ts';
import { createInput, createWeights, onlyGenerator } from '../unit/engines/kokoro/tail/made-up-weights.ts';
import { createNodeThreads } from '../unit/compute/kernels/node-threads.ts';
import { openWholeAndParts } from '../unit/engines/kokoro/tail/whole-and-parts.ts';

test('the kernels give what ONNX Runtime gives at full width, for long texts on two threads', async () => {
  const scope = new Scope();
  const model = await openWholeAndParts('full', await createNodeThreads(2, scope));
  for (const tokenCount of [200, 500]) {
    const { f0, waveform, sampleCounts } = await model.compare(tokenCount);
    console.warn(
      `${tokenCount} tokens: relative RMS of F0 ${f0.toExponential(1)}, of the sound ${waveform.toExponential(1)}`,
    );
    expect(sampleCounts[0]).toBe(sampleCounts[1]);
    expect(waveform).toBeLessThan(1e-4);
  }
  await model.release();
  scope.dispose();
});

test('500 utterances of any length leave no memory behind and sound the same each time', async () => {
  const scope = new Scope();
  const threads = await createNodeThreads(2, scope);
  const generator = createTail(onlyGenerator(createWeights(64)), threads);
  const toSteps = (index: number): number => 1 + ((index * 7919) % 400);
  await generator.generate(createInput(64, 400));
  const bytes = threads.memory.buffer.byteLength;
  const first = new Map<number, Float32Array>();
  for (let index = 0; index < 500; index += 1) {
    const steps = toSteps(index % 100);
    const waveform = await generator.generate(createInput(64, steps), scope.signal);
    const expected = first.get(steps) ?? waveform;
    first.set(steps, expected);
    expect(Buffer.compare(Buffer.from(waveform.buffer), Buffer.from(expected.buffer))).toBe(0);
  }
  expect(threads.memory.buffer.byteLength).toBe(bytes);
  scope.dispose();
});

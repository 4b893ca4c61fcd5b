import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { measureDifference } from '../../../../../src/engines/kokoro/session/measure-difference.ts';
import { createSplitSession } from '../../../../../src/engines/kokoro/session/split-session.ts';
import { answers } from '../../../../../src/engines/kokoro/trust/answers.ts';
import { compareWithReference, judgeKernels } from '../../../../../src/engines/kokoro/trust/check-kernels.ts';
import { digestSound, findKnownReference } from '../../../../../src/engines/kokoro/trust/known-answers.ts';
import { createAnswerInput, makeAnswer } from '../../../../../tools/known-answers/make-answer.ts';
import { realWeights, skipLoudly } from '../../../../fixtures/real-models.ts';
import { ORT_URL } from '../../../../fixtures/tone-server.ts';
import { createOneThread } from '../../../compute/kernels/node-threads.ts';
import { isFullRun } from '../../../../fixtures/full-run.ts';

const { signal } = new AbortController();

/** A second of a tone with overtones that swells. */
function createSound(): Float32Array {
  return Float32Array.from(
    { length: 24_000 },
    (_, index) => 1e-5 * index * (Math.sin(index * 0.05) + 0.4 * Math.sin(index * 0.173)),
  );
}

describe('the digest of a sound', () => {
  const sound = createSound();

  function estimate(change: (index: number) => number): { estimated: number; actual: number } {
    const other = sound.map((sample, index) => sample + change(index));
    return {
      estimated: measureDifference(digestSound(other), digestSound(sound)),
      actual: measureDifference(other, sound),
    };
  }

  it.each([
    ['a hum', (index: number) => 1e-4 * Math.sin(index * 0.021)],
    ['a hiss', (index: number) => 1e-4 * Math.sin(index * index * 0.37)],
    ['an offset', () => 1e-3],
    ['a click', (index: number) => (index > 12_000 && index < 12_600 ? 0.01 : 0)],
  ])('tells how loud %s is beside it, within a third', (_, change) => {
    const { estimated, actual } = estimate(change);
    expect(estimated / actual).toBeGreaterThan(2 / 3);
    expect(estimated / actual).toBeLessThan(4 / 3);
  });

  it('is the same for the same sound', () => {
    expect(estimate(() => 0).estimated).toBe(0);
  });
});

describe('what is known of official files', () => {
  it('belongs to the utterance that the kernels say', async () => {
    const { tokenIds } = await createAnswerInput(signal);
    expect(answers.map((answer) => answer.tokenIds)).toEqual(answers.map(() => tokenIds));
  });

  it('is no answer for another file or another utterance', async () => {
    const input = await createAnswerInput(signal);
    const [answer] = answers;
    expect(findKnownReference(answers, answer!.sha256, input)).not.toBeNull();
    expect(findKnownReference(answers, 'another', input)).toBeNull();
    expect(
      findKnownReference(answers, answer!.sha256, { ...input, tokenIds: [...input.tokenIds, 0] }),
    ).toBeNull();
  });

  it('tells another sound from its own', async () => {
    const [answer] = answers;
    const { measure } = findKnownReference(answers, answer!.sha256, await createAnswerInput(signal))!;
    expect(measure(new Float32Array(answer!.sampleCount))).toBeCloseTo(1, 6);
    expect(measure(new Float32Array(answer!.sampleCount + 1))).toBeNaN();
  });
});

describe.skipIf(skipLoudly('What is known of the official file'))('the official file', () => {
  const [path] = realWeights('kokoro-82m') ?? [''];

  // ONNX Runtime changes with its version alone.
  it.runIf(isFullRun)('makes ONNX Runtime say what is known', async () => {
    const answer = await makeAnswer(path, signal);
    const known = answers.find(({ sha256 }) => sha256 === answer.sha256)!;
    expect(answer.sampleCount).toBe(known.sampleCount);
    expect(answer.durations).toEqual(known.durations);
    for (const name of ['f0', 'energy', 'digest'] as const) {
      expect(measureDifference(toFloats(answer[name]), toFloats(known[name])), name).toBeLessThan(1e-4);
    }
  });

  it('makes the kernels say what is known, and what is broken is noticed', async () => {
    const model = new Blob([await readFile(path)]);
    const split = { tail: 'kernels', kernelsUrl: 'http://localhost/kernels/' } as const;
    const options = { model, device: 'wasm', threads: 1, ortUrl: ORT_URL, split } as const;
    const session = await createSplitSession(options, { openThreads: createOneThread }, signal);
    if ('reason' in session) throw new Error(session.reason);
    const input = await createAnswerInput(signal);
    const reference = findKnownReference(answers, answers[0]!.sha256, input)!;
    expect(await compareWithReference(session, reference, signal)).toBeLessThan(1e-4);
    const style = input.style.map((value, index) => (index === 5 ? value + 0.1 : value));
    const wrong = { ...reference, input: { ...input, style } };
    expect(judgeKernels(await compareWithReference(session, wrong, signal))).toContain('differed');
    await session.release();
  });
});

function toFloats(base64: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);
}

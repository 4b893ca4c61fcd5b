import { joinBytes } from '../../../../../src/std/join.ts';
import { fromMemory } from '../../../../../src/compute/file-bytes.ts';
import { createTail } from '../../../../../src/engines/kokoro/tail/generator.ts';
import type { KernelThreads } from '../../../../../src/compute/kernels/kernel-threads.ts';
import { measureDifference } from '../../../../../src/engines/kokoro/session/measure-difference.ts';
import { FRONT, splitModel } from '../../../../../src/engines/kokoro/graph/split-model.ts';
import { encodeAppendedOutputs } from '../../../../../tools/onnx/append-outputs.ts';
import { buildShapeModel } from '../../../../../tools/shape-model.ts';
import type { Width } from '../../../../../tools/shape-model/sizes.ts';
import { createSession } from '../../../tools/ort-session.ts';
import { createFeeds, GENERATOR } from '../../../compute/onnx/shape-model.ts';

/** How far the parts are from the whole: relative root mean squares. */
export interface PartsDifference {
  readonly f0: number;
  readonly energy: number;
  readonly waveform: number;
  readonly sampleCounts: readonly [parts: number, whole: number];
}

/** The shape model with fixed noise twice: whole in ONNX Runtime, and taken apart with all but its front on the kernels. */
export interface WholeAndParts {
  /** Runs both on the same tokens and the same harmonic source, the graph's own. */
  compare(tokenCount: number): Promise<PartsDifference>;
  release(): Promise<void>;
}

const INNER = {
  excitation: { name: `${GENERATOR}/Squeeze_output_0`, rank: 2 },
  f0: { name: '/encoder/Squeeze_output_0', rank: 2 },
  energy: { name: '/encoder/Squeeze_1_output_0', rank: 2 },
} as const;

/** Loads both; the kernels take the threads. */
export async function openWholeAndParts(width: Width, threads: KernelThreads): Promise<WholeAndParts> {
  const bytes = joinBytes(buildShapeModel({ width, noise: 'fixed' }));
  const outputs = Object.values(INNER).map(({ name, rank }) => {
    return {
      name,
      type: 'float32' as const,
      dims: Array.from({ length: rank }, (_, axis) => `${name}:${axis}`),
    };
  });
  const options = { logSeverityLevel: 3 } as const;
  const whole = await createSession(joinBytes([bytes, encodeAppendedOutputs(outputs)]), options);
  const split = splitModel(fromMemory(bytes));
  if ('reason' in split) throw new Error(split.reason);
  const tail = createTail(split, threads);
  const { computeCurves } = tail;
  const channels = split.prosody?.channels;
  if (computeCurves === null || channels === undefined) throw new Error('The prosody is not on the kernels');
  const part = split.writeFront({ hasCurves: false });
  const front = await createSession(part.model, { ...options, externalData: [...part.weights] });
  const run = async (session: typeof whole, tokenCount: number): Promise<(name: string) => Float32Array> => {
    const values = await session.run(createFeeds(tokenCount));
    return (name) => Float32Array.from(values[name]!.data as Float32Array);
  };
  return {
    compare: async (tokenCount) => {
      const expected = await run(whole, tokenCount);
      const given = await run(front, tokenCount);
      const states = given(FRONT.states);
      const frames = states.length / channels;
      const curves = await computeCurves({ states, frames, style: given(FRONT.prosodyStyle) });
      const source = expected(INNER.excitation.name);
      const [features, style] = [given(FRONT.features), given(FRONT.style)];
      const samples = await tail.generate({ features, style, curves, source });
      return {
        f0: measureDifference(curves.f0, expected(INNER.f0.name)),
        energy: measureDifference(curves.energy, expected(INNER.energy.name)),
        waveform: measureDifference(samples, expected('waveform')),
        sampleCounts: [samples.length, expected('waveform').length],
      };
    },
    release: async () => {
      await Promise.all([whole.release(), front.release()]);
    },
  };
}

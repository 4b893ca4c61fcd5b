import { createEncoder } from '../../../../../src/engines/kokoro/encoder/encoder.ts';
import { fromMemory } from '../../../../../src/compute/file-bytes.ts';
import { FRONT, splitModel } from '../../../../../src/engines/kokoro/graph/split-model.ts';
import { createKernelFront } from '../../../../../src/engines/kokoro/session/kernel-front.ts';
import { measureDifference } from '../../../../../src/engines/kokoro/session/measure-difference.ts';
import type { SessionInput } from '../../../../../src/engines/kokoro/session/session.ts';
import { toFeeds } from '../../../../../src/engines/kokoro/session/to-feeds.ts';
import { toFrameCounts } from '../../../../../src/engines/kokoro/session/to-frame-counts.ts';
import { createTailOn } from '../../../../../src/engines/kokoro/tail/generator.ts';
import type { KernelThreads } from '../../../../../src/compute/kernels/kernel-threads.ts';
import { ProgramRunner } from '../../../../../src/compute/kernels/program-runner.ts';
import { createSession, ort } from '../../../tools/ort-session.ts';

/** What the kernels and ONNX Runtime make of the same input before the tail. */
export interface FrontComparison {
  /** Tokens whose durations differ once they are rounded. */
  readonly otherDurations: number;
  /** Relative root mean squares; not numbers where the lengths differ. */
  readonly features: number;
  readonly states: number;
  readonly f0: number;
  readonly energy: number;
  readonly frames: number;
}

/** A model's front on the kernels, beside ONNX Runtime on the same dequantised weights. */
export interface ComparedFronts {
  compare(input: SessionInput): Promise<FrontComparison>;
  release(): Promise<void>;
}

/** Opens both; throws where the kernels do not have all of the front. */
export async function openFronts(bytes: Uint8Array, threads: KernelThreads): Promise<ComparedFronts> {
  const split = splitModel(fromMemory(bytes));
  if ('reason' in split) throw new Error(split.reason);
  const { encoder, prosody } = split;
  if (encoder === null || prosody === null) throw new Error('The encoder was not found');
  const runner = new ProgramRunner(threads);
  const { computeCurves } = createTailOn(runner, split);
  const encode = createEncoder(encoder.weights, runner, toFrameCounts);
  const front = createKernelFront(encode, encoder, split.generator);
  const part = split.writeFront({ hasCurves: false });
  const reference = await createSession(part.model, { externalData: [...part.weights] });
  const { signal } = new AbortController();
  return {
    compare: async (input) => {
      const outputs = await reference.run(toFeeds(ort, input));
      const given = (name: string): Float32Array<ArrayBuffer> =>
        Float32Array.from(outputs[name]!.data as Float32Array);
      const own = await front.run(input, signal);
      if (!('states' in own.melody)) throw new Error('The kernels give no states');
      const expected = toFrameCounts(given(FRONT.durations));
      const actual = toFrameCounts(own.durations!);
      const style = given(FRONT.prosodyStyle);
      const toCurves = (states: Float32Array<ArrayBuffer>) =>
        computeCurves!({ states, style, frames: states.length / prosody.channels });
      const curves = await toCurves(own.melody.states);
      const expectedCurves = await toCurves(given(FRONT.states));
      return {
        otherDurations: actual.filter((count, token) => count !== expected[token]).length,
        features: measureDifference(own.features, given(FRONT.features)),
        states: measureDifference(own.melody.states, given(FRONT.states)),
        f0: measureDifference(curves.f0, expectedCurves.f0),
        energy: measureDifference(curves.energy, expectedCurves.energy),
        frames: expectedCurves.f0.length / 2,
      };
    },
    release: () => reference.release(),
  };
}

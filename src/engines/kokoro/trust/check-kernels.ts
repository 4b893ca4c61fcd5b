import type { KokoroSession, SessionInput, SessionOutput, SpeechCurves } from '../session/session.ts';
import { measureDifference } from '../session/measure-difference.ts';

/** An utterance, and what ONNX Runtime made of it. */
export interface KernelReference {
  readonly input: SessionInput;
  readonly curves: SpeechCurves | undefined;
  readonly durations: SessionOutput['durations'];
  /** Returns how far samples are from its own, as a relative root mean square; NaN where they differ in length. */
  readonly measure: (samples: Float32Array) => number;
}

/** How far the kernels may be from ONNX Runtime, which computes the same in fp32 too, whatever the file holds. */
const LIMIT = 1e-3;

/** Has a session whose tail is ONNX Runtime's speak, for the kernels to be compared with. */
export async function renderKernelReference(
  session: KokoroSession,
  input: SessionInput,
  signal: AbortSignal,
): Promise<KernelReference> {
  const { curves, durations, samples } = await session.run(input, signal);
  return { input, curves, durations, measure: (other) => measureDifference(other, samples) };
}

/**
 * Has a session speak the same, and gives how far off it is: the greatest relative root mean square of its samples, its
 * pitch and its energy; not a number where they differ in length, or where a token lasts longer or shorter. It speaks
 * with the reference's pitch and energy: the harmonic source makes another wave of the same sound out of the least
 * difference in pitch.
 */
export async function compareWithReference(
  session: KokoroSession,
  { input, curves, durations, measure }: KernelReference,
  signal: AbortSignal,
): Promise<number> {
  const actual = await session.run(curves === undefined ? input : { ...input, curves }, signal);
  const pairs = [
    [actual.curves?.f0, curves?.f0],
    [actual.curves?.energy, curves?.energy],
  ] as const;
  if (!isSameDurations(actual.durations, durations)) return NaN;
  const differences = pairs.map(([own, other]) => (other ? measureDifference(own ?? [], other) : 0));
  return Math.max(measure(actual.samples), ...differences);
}

function isSameDurations(actual: SessionOutput['durations'], expected: SessionOutput['durations']): boolean {
  if (actual === null || expected === null) return actual === expected;
  return actual.length === expected.length && expected.every((count, token) => count === actual[token]);
}

/** Says in words that a difference is too great; null where it is not. */
export function judgeKernels(difference: number): string | null {
  if (difference <= LIMIT) return null;
  const share = Number.isFinite(difference) ? `by ${(100 * difference).toFixed(2)} %` : 'altogether';
  return `what they computed differed ${share} from ONNX Runtime`;
}

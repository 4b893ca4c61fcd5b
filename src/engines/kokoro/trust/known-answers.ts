import { fromBase64 } from '../../../std/base64.ts';
import { measureDifference } from '../session/measure-difference.ts';
import type { SessionInput, SpeechCurves } from '../session/session.ts';
import type { KernelReference } from './check-kernels.ts';

/** What ONNX Runtime makes of an utterance with an official file. */
export interface KnownAnswer {
  /** Of the weights. */
  readonly sha256: string;
  /** Of the utterance, padding included, said by the voice of the calibration at speed 1. */
  readonly tokenIds: readonly number[];
  readonly sampleCount: number;
  /** Frames for each token. */
  readonly durations: readonly number[];
  /** Pitch in hertz and energy, two values a frame, and the digest of the samples: float32, little endian, in base64. */
  readonly f0: string;
  readonly energy: string;
  readonly digest: string;
}

/** Finds what the kernels are compared with among the answers of official files; null where none is of these weights. */
export function findKnownReference(
  answers: readonly KnownAnswer[],
  sha256: string,
  input: SessionInput,
): KernelReference | null {
  const answer = answers.find((each) => each.sha256 === sha256 && isSame(each.tokenIds, input.tokenIds));
  return answer === undefined ? null : toReference(answer, input);
}

function isSame(first: readonly number[], second: readonly number[]): boolean {
  return first.length === second.length && first.every((id, index) => id === second[index]);
}

function toReference(answer: KnownAnswer, input: SessionInput): KernelReference {
  const digest = toFloats(answer.digest);
  const curves: SpeechCurves = { f0: toFloats(answer.f0), energy: toFloats(answer.energy) };
  return {
    input,
    curves,
    durations: Int32Array.from(answer.durations),
    measure: (samples) =>
      samples.length === answer.sampleCount ? measureDifference(digestSound(samples), digest) : NaN,
  };
}

function toFloats(base64: string): Float32Array<ArrayBuffer> {
  return new Float32Array(fromBase64(base64).buffer);
}

/** Samples that are added up to one number of a digest. */
const BLOCK_SAMPLES = 150;

/** Seeds of the random signs: two sums of each block, so that hardly any fault of one block can hide. */
const SEEDS = [0x9e3779b9, 0x7f4a7c15];

/**
 * Reduces a sound to 1/75 of its numbers: the sums of short blocks of its samples, each sample with a random sign that is
 * the same at each call. By the signs, the root mean square of the difference of two digests over that of one of them
 * estimates the same ratio of the two sounds, within about a tenth for a second of sound (a random projection, as of
 * Achlioptas 2003). Samples at 24 kHz.
 */
export function digestSound(samples: Float32Array): Float32Array<ArrayBuffer> {
  const blockCount = Math.ceil(samples.length / BLOCK_SAMPLES);
  const digest = new Float64Array(SEEDS.length * blockCount);
  SEEDS.forEach((seed, row) => {
    let state = seed;
    samples.forEach((sample, index) => {
      // Marsaglia's xorshift.
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      const place = row * blockCount + Math.floor(index / BLOCK_SAMPLES);
      digest[place] = (digest[place] ?? 0) + (state < 0 ? -sample : sample);
    });
  });
  return Float32Array.from(digest);
}

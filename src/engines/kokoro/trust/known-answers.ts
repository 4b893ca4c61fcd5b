import { measureDifference } from '../session/measure-difference.ts';
import type { SessionInput, SpeechCurves } from '../session/session.ts';
import type { KernelReference } from './check-kernels.ts';
import { digestSound } from './sound-digest.ts';

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
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}

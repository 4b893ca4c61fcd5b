import { SpeechError } from '../../speech/errors.ts';
import { toClipped, toPcm16 } from '../../codecs/pcm16.ts';

/** About 45 minutes of sound. */
const CAPACITY_SAMPLES = 65_000_000;

interface Take {
  readonly chunks: Int16Array<ArrayBuffer>[];
  sampleCount: number;
}

/** Keeps what was spoken, as 16-bit samples, so that it can be saved without being made again; the oldest goes first. */
export class TakeStore {
  readonly #capacitySamples: number;
  readonly #takes = new Map<string, Take>();

  constructor(capacitySamples = CAPACITY_SAMPLES) {
    this.#capacitySamples = capacitySamples;
  }

  begin(take: string): void {
    this.#takes.delete(take);
    this.#takes.set(take, { chunks: [], sampleCount: 0 });
  }

  /** Copies the samples to the end of the take. A take that outgrows the store is dropped: half of it is no use. */
  append(take: string, samples: Float32Array<ArrayBuffer>): void {
    const kept = this.#takes.get(take);
    if (kept === undefined) return;
    kept.chunks.push(toPcm16(toClipped(samples)));
    kept.sampleCount += samples.length;
    this.#makeRoom();
  }

  /** Gives the samples of a take as far as it came. Throws `invalid_value` for a take that is not kept (any more). */
  read(take: string): Iterable<Float32Array<ArrayBuffer>> {
    return toFloats([...this.#find(take).chunks]);
  }

  /**
   * Gives samples of a take that begin at `frame`, as many as lie together, or null behind the last one there is.
   * Throws `invalid_value` for a take that is not kept (any more).
   */
  readFrom(take: string, frame: number): Float32Array<ArrayBuffer> | null {
    let start = 0;
    for (const chunk of this.#find(take).chunks) {
      if (frame < start + chunk.length) return toFloat(chunk.subarray(frame - start));
      start += chunk.length;
    }
    return null;
  }

  #find(take: string): Take {
    const kept = this.#takes.get(take);
    if (kept === undefined) {
      throw new SpeechError('invalid_value', 'This take is not kept any more. Speak it again.', {
        param: 'take',
      });
    }
    return kept;
  }

  #makeRoom(): void {
    let total = [...this.#takes.values()].reduce((sum, { sampleCount }) => sum + sampleCount, 0);
    for (const [name, { sampleCount }] of this.#takes) {
      if (total <= this.#capacitySamples) return;
      this.#takes.delete(name);
      total -= sampleCount;
    }
  }
}

function* toFloats(chunks: readonly Int16Array[]): Generator<Float32Array<ArrayBuffer>> {
  for (const chunk of chunks) yield toFloat(chunk);
}

function toFloat(chunk: Int16Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(chunk, (value) => value / 32_768);
}

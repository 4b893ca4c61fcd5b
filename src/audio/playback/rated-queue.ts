import { SAMPLE_RATE } from '../../contract/audio.ts';
import type { SonicLibrary } from '../stretch/sonic.ts';
import { SonicStream } from '../stretch/sonic-stream.ts';
import { PcmQueue } from './pcm-queue.ts';

/** Small steps, so that a new rate is heard at once: one render quantum. */
const FEED_FRAMES = 128;

/** More than comes out of Sonic for one step at the lowest rate. */
const READY_FRAMES = 8192;

/**
 * Gives out the frames of a queue faster or slower, at the same pitch. As long as the rate was never another than 1 they
 * come out unchanged; from then on they go through Sonic until the queue is cleared.
 */
export class RatedQueue {
  readonly #queue = new PcmQueue();
  readonly #feed = new Float32Array(FEED_FRAMES);
  /** What came out of Sonic and was not read yet, at the front of the array. */
  readonly #ready = new Float32Array(READY_FRAMES);
  #readyFrames = 0;
  #library: SonicLibrary | null = null;
  #stream: SonicStream | null = null;
  #rate = 1;
  #ended = false;
  /** Frames that are still to come out of Sonic behind the end of the source; null until the end is reached. */
  #tailFrames: number | null = null;

  /** Frames of the source that were pushed and not yet read, within 15 ms while Sonic is at work. */
  get frameCount(): number {
    const tail = this.#tailFrames;
    const inSonic = tail === null ? (this.#stream?.heldSamples ?? 0) : tail * this.#rate;
    return this.#queue.frameCount + Math.ceil(inSonic + this.#readyFrames * this.#rate);
  }

  /** How many times as fast frames come out. */
  get rate(): number {
    return this.#rate;
  }

  /** Sets the rate, 0.5 to 3; another than 1 takes effect once there is a library. */
  setRate(rate: number): void {
    this.#rate = rate;
    this.#connect();
  }

  /** Takes Sonic, which comes once it is loaded. */
  useLibrary(library: SonicLibrary): void {
    this.#library = library;
    this.#connect();
  }

  /** Appends a chunk, which the queue owns from now on. */
  push(samples: Float32Array): void {
    this.#queue.push(samples);
  }

  /** Notes that nothing more is pushed, so that what Sonic holds back comes out. */
  end(): void {
    this.#ended = true;
  }

  /** Copies the next frames into the start of `output` and consumes them. Returns how many there were. */
  read(output: Float32Array): number {
    if (this.#stream === null) return this.#queue.read(output);
    const count = this.peek(output);
    this.#ready.copyWithin(0, count, this.#readyFrames);
    this.#readyFrames -= count;
    return count;
  }

  /** Copies the next frames into the start of `output` without consuming them. Returns how many there were. */
  peek(output: Float32Array): number {
    if (this.#stream === null) return this.#queue.peek(output);
    this.#fillReady(this.#stream, output.length);
    const count = Math.min(output.length, this.#readyFrames);
    for (let i = 0; i < count; i += 1) output[i] = this.#ready[i] ?? 0;
    return count;
  }

  /** Drops everything. */
  clear(): void {
    this.#queue.clear();
    this.#stream?.free();
    this.#stream = null;
    this.#readyFrames = 0;
    this.#ended = false;
    this.#tailFrames = null;
    this.#connect();
  }

  #connect(): void {
    if (this.#library === null) return;
    if (this.#stream === null && this.#rate !== 1) this.#stream = new SonicStream(this.#library, SAMPLE_RATE);
    this.#stream?.setFactor(this.#rate);
  }

  #fillReady(stream: SonicStream, wanted: number): void {
    while (this.#readyFrames < wanted) {
      const count = this.#queue.read(this.#feed);
      if (count > 0) this.#stretch(stream, this.#feed.subarray(0, count));
      else if (!this.#ended) return;
      else if (!this.#stretchTail(stream)) return;
    }
  }

  #stretch(stream: SonicStream, frames: Float32Array): void {
    stream.write(frames);
    this.#readyFrames += stream.read(this.#ready.subarray(this.#readyFrames));
  }

  /** Pushes out what Sonic holds back, with silence. Returns false once all of it came. */
  #stretchTail(stream: SonicStream): boolean {
    this.#tailFrames ??= Math.ceil(stream.heldSamples / this.#rate);
    if (this.#tailFrames === 0) return false;
    const before = this.#readyFrames;
    this.#stretch(stream, this.#feed.fill(0));
    this.#readyFrames = Math.min(this.#readyFrames, before + this.#tailFrames);
    this.#tailFrames -= this.#readyFrames - before;
    return true;
  }
}

import type { SonicLibrary } from '../stretch/sonic.ts';
import { RatedQueue } from './rated-queue.ts';

/** Frames over which sound is faded when it is cut: one render quantum, 5 ms at 24 kHz. */
const FADE_FRAMES = 128;

interface PlaybackOptions {
  /** Once this much is queued, no more is asked for; at higher rates the queue is longer by as much. */
  readonly targetFrames: number;
}

/**
 * What is heard of one source after another, sample by sample: an audio thread calls `render` for each quantum and
 * forwards the rest. Between `start` and the end, at rate 1, every sample is played once and unchanged, but for the
 * quantum that follows a pause or stop, which fades out, and the first one after `resume`, which fades in. Frames are
 * always those of the source, whatever the rate.
 */
export class Playback {
  readonly #queue = new RatedQueue();
  readonly #targetFrames: number;
  /** A faded copy of what would have come next, played after a cut. */
  readonly #tail = new Float32Array(FADE_FRAMES);
  #tailOffset = FADE_FRAMES;
  #state: 'idle' | 'playing' | 'paused' = 'idle';
  #sourceEnded = false;
  #pullOpen = false;
  #heardAny = false;
  #starving = false;
  #fadeIn = false;
  #waitForFrames = 0;
  #playedFrames = 0;
  /** The frame of the whole behind the last one that was received. */
  #receivedFrames = 0;
  #underruns = 0;

  constructor(options: PlaybackOptions) {
    this.#targetFrames = options.targetFrames;
  }

  /** The frame of the whole that comes next: what was played, counted from where it began. */
  get playedFrames(): number {
    return this.#playedFrames;
  }

  /** Frames that were received and not yet played. */
  get queuedFrames(): number {
    return this.#queue.frameCount;
  }

  /** Times that sound was interrupted because the source had not delivered. */
  get underruns(): number {
    return this.#underruns;
  }

  get state(): 'idle' | 'playing' | 'paused' {
    return this.#state;
  }

  /** Whether it would play and has nothing to play yet. */
  get isWaiting(): boolean {
    return this.#state === 'playing' && !this.#sourceEnded && (this.#starving || !this.#heardAny);
  }

  /** Whether everything of an ended source was played. */
  get finished(): boolean {
    return this.#state !== 'idle' && this.#sourceEnded && this.#queue.frameCount === 0;
  }

  /** Begins with a new source, whose first sample is at `startFrame`; what is left of an earlier one fades out. */
  start(startFrame = 0): void {
    this.stop();
    this.#state = 'playing';
    this.#sourceEnded = false;
    this.#pullOpen = false;
    this.#heardAny = false;
    this.#starving = false;
    this.#fadeIn = startFrame > 0;
    this.#playedFrames = startFrame;
    this.#receivedFrames = startFrame;
    this.#underruns = 0;
  }

  /** Goes on from another frame, playing or paused as before. Returns false where there is nothing to go on with. */
  seek(frame: number): boolean {
    if (this.#state === 'idle') return false;
    if (this.#state === 'playing') this.#cutWithFade();
    this.#queue.clear();
    this.#sourceEnded = false;
    this.#pullOpen = false;
    // What is waited for now was not interrupted by a slow source.
    this.#heardAny = false;
    this.#starving = false;
    this.#fadeIn = true;
    this.#playedFrames = frame;
    this.#receivedFrames = frame;
    return true;
  }

  /** Whether to ask the source for one more chunk now; a true answer counts as having asked. */
  shouldPull(): boolean {
    if (this.#state === 'idle' || this.#sourceEnded || this.#pullOpen) return false;
    const targetFrames = this.#targetFrames * Math.max(1, this.#queue.rate);
    const waitForFrames = Number.isFinite(this.#waitForFrames) ? this.#waitForFrames : 0;
    if (this.#queue.frameCount >= Math.max(targetFrames, waitForFrames)) return false;
    this.#pullOpen = true;
    return true;
  }

  /** Takes a chunk from the source. */
  receive(samples: Float32Array): void {
    this.#pullOpen = false;
    if (this.#state === 'idle') return;
    this.#receivedFrames += samples.length;
    this.#queue.push(samples);
  }

  /** Notes that no more chunks come. */
  endSource(): void {
    this.#pullOpen = false;
    this.#sourceEnded = true;
    this.#queue.end();
  }

  /** From now on, whenever nothing is heard, waits until so many frames are queued, or all that there will be. */
  waitFor(frames: number): void {
    this.#waitForFrames = frames;
  }

  /** Plays faster or slower from now on, at the same pitch. */
  setRate(rate: number): void {
    this.#queue.setRate(rate);
  }

  /** Takes what makes rates other than 1 possible. */
  useLibrary(library: SonicLibrary): void {
    this.#queue.useLibrary(library);
  }

  /** Fades out and keeps the queue; does nothing unless something is played. */
  pause(): void {
    if (this.#state !== 'playing') return;
    this.#state = 'paused';
    this.#cutWithFade();
  }

  /** Goes on after a pause, with a fade in where something was heard before. */
  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'playing';
    this.#fadeIn ||= this.#heardAny;
  }

  /** Drops what is queued. */
  stop(): void {
    if (this.#state === 'playing') this.#cutWithFade();
    this.#queue.clear();
    this.#state = 'idle';
  }

  /** Fills one quantum. */
  render(output: Float32Array): void {
    let filled = 0;
    if (this.#state === 'playing') {
      const isHeld = this.isWaiting && this.#queue.frameCount < this.#waitForFrames;
      filled = isHeld ? 0 : this.#queue.read(output);
      // What Sonic holds is an estimate, and time never runs backwards.
      this.#playedFrames = Math.max(this.#playedFrames, this.#receivedFrames - this.#queue.frameCount);
      this.#heardAny ||= filled > 0;
      this.#countStarvation(filled < output.length);
      if (this.#fadeIn && filled > 0) this.#applyFadeIn(output, filled);
    }
    for (let i = filled; i < output.length; i += 1) output[i] = 0;
    this.#mixTail(output);
  }

  #countStarvation(short: boolean): void {
    const starving = short && this.#heardAny && !this.#sourceEnded;
    if (starving && !this.#starving) this.#underruns += 1;
    this.#starving = starving;
  }

  #cutWithFade(): void {
    if (!this.#heardAny) return;
    const count = this.#queue.peek(this.#tail);
    for (let i = 0; i < FADE_FRAMES; i += 1) {
      this.#tail[i] = i < count ? (this.#tail[i] ?? 0) * (1 - (i + 1) / FADE_FRAMES) : 0;
    }
    this.#tailOffset = 0;
  }

  #applyFadeIn(output: Float32Array, frameCount: number): void {
    for (let i = 0; i < frameCount; i += 1) output[i] = ((output[i] ?? 0) * (i + 1)) / frameCount;
    this.#fadeIn = false;
  }

  #mixTail(output: Float32Array): void {
    for (let i = 0; i < output.length && this.#tailOffset < FADE_FRAMES; i += 1) {
      output[i] = (output[i] ?? 0) + (this.#tail[this.#tailOffset] ?? 0);
      this.#tailOffset += 1;
    }
  }
}

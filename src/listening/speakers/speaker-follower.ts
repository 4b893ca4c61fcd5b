import { HEARING_RATE } from '../../contract/hearing.ts';
import { SPEAKER_WINDOW_SECONDS, type SpeakerModels, type SpeakerWindow } from '../../contract/speakers.ts';
import { joinSamples } from '../../std/join.ts';

/** A window, and where in the sound it lies. Times are seconds. */
export interface PlacedWindow extends SpeakerWindow {
  readonly start: number;
  readonly end: number;
}

const WINDOW_SAMPLES = SPEAKER_WINDOW_SECONDS * HEARING_RATE;
/** From one window to the next: each but the first and the last moment is heard twice. */
const STEP_SAMPLES = WINDOW_SAMPLES / 2;
/** A shorter sound says nothing of who speaks. */
const MIN_SAMPLES = HEARING_RATE / 10;

/** Listens to who speaks, window by window, while a sound passes. No more of it is held than one window takes. */
export class SpeakerFollower {
  readonly #models: SpeakerModels;
  readonly #signal: AbortSignal;
  readonly #windows: PlacedWindow[] = [];
  #held: Float32Array<ArrayBuffer> = new Float32Array();
  #heldFrom = 0;
  #heardUpTo = 0;

  constructor(models: SpeakerModels, signal: AbortSignal) {
    this.#models = models;
    this.#signal = signal;
  }

  /** What was heard so far. */
  get windows(): readonly PlacedWindow[] {
    return this.#windows;
  }

  /** Passes a sound on, and hears it. */
  async *follow(
    sound: AsyncIterable<Float32Array<ArrayBuffer>>,
  ): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
    for await (const samples of sound) {
      yield samples;
      await this.#append(samples);
    }
    await this.#end();
  }

  async #append(samples: Float32Array): Promise<void> {
    this.#held = joinSamples([this.#held, samples]);
    while (this.#held.length >= WINDOW_SAMPLES) {
      await this.#hear(this.#held.slice(0, WINDOW_SAMPLES));
      this.#held = this.#held.slice(STEP_SAMPLES);
      this.#heldFrom += STEP_SAMPLES;
    }
  }

  /** The last window ends with the sound. It is short only where the sound is, since silence would change its voices. */
  async #end(): Promise<void> {
    const end = this.#heldFrom + this.#held.length;
    if (this.#held.length >= MIN_SAMPLES && end > this.#heardUpTo) await this.#hear(this.#held);
  }

  async #hear(samples: Float32Array<ArrayBuffer>): Promise<void> {
    const window = await this.#models.hear(samples, this.#signal);
    this.#heardUpTo = this.#heldFrom + samples.length;
    const start = this.#heldFrom / HEARING_RATE;
    this.#windows.push({ ...window, start, end: this.#heardUpTo / HEARING_RATE });
  }
}

import type { VoiceMix } from '../contract/request.ts';
import type { VoiceGains } from '../contract/speech-course.ts';

/** 20 ms. */
const WINDOW_SAMPLES = 480;

/** Windows that are quieter than the loudest by more than this share of its power are pauses: -20 dB. */
const GATE = 0.01;

/** A voice is made louder or quieter by 6 dB at most. */
const MOST_GAIN = 2;

/** Less than half a decibel is not heard as another level. */
const LEAST_CHANGE = 10 ** (0.5 / 20);

/** Brings the voices of one answer to the level of its first. Each voice keeps the gain that its first segment called for. */
export class VoiceLevels {
  readonly #gainByVoice: Map<string, number>;
  #level: number | null;

  /** Goes on from what was spoken before, where there is any. */
  constructor(before?: VoiceGains) {
    this.#gainByVoice = new Map(Object.entries(before?.gains ?? {}));
    this.#level = before?.level ?? null;
  }

  /** What was found so far; null before the first sound. */
  get gains(): VoiceGains | null {
    if (this.#level === null) return null;
    return { level: this.#level, gains: Object.fromEntries(this.#gainByVoice) };
  }

  /** Finds the factor for a voice's samples, of which these are the next. */
  toGain(voice: VoiceMix, samples: Float32Array): number {
    const name = JSON.stringify(voice);
    const known = this.#gainByVoice.get(name);
    if (known !== undefined) return known;
    const level = measureLevel(samples);
    if (level === 0) return 1;
    this.#level ??= level;
    const wanted = Math.min(Math.max(this.#level / level, 1 / MOST_GAIN), MOST_GAIN);
    const gain = Math.max(wanted, 1 / wanted) < LEAST_CHANGE ? 1 : wanted;
    this.#gainByVoice.set(name, gain);
    return gain;
  }
}

/** The root mean square of the windows that are speech; 0 where there is none. */
function measureLevel(samples: Float32Array): number {
  const powers: number[] = [];
  for (let start = 0; start < samples.length; start += WINDOW_SAMPLES) {
    let sum = 0;
    const end = Math.min(start + WINDOW_SAMPLES, samples.length);
    for (let index = start; index < end; index += 1) sum += (samples[index] ?? 0) ** 2;
    powers.push(sum / (end - start));
  }
  const loudest = powers.reduce((most, power) => Math.max(most, power), 0);
  const heard = powers.filter((power) => power > loudest * GATE);
  return heard.length === 0 ? 0 : Math.sqrt(heard.reduce((sum, power) => sum + power, 0) / heard.length);
}

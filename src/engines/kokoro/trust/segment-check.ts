import { FRAME_SAMPLES } from '../../../contract/audio.ts';
import type { VoiceMix } from '../../../contract/request.ts';
import { hasRepeat } from './find-repeat.ts';
import { SoundProfile, type TokenRecord, type Traits } from './sound-profile.ts';
import { toSpectrum } from './spectrum.ts';

/** One run's sound and what it is of. */
export interface SegmentSound {
  readonly tokenIds: readonly number[];
  readonly samples: Float32Array;
  /** Frames for each token; null where the model does not tell. */
  readonly durations: Int32Array | null;
}

/** Between what the traits of right renderings in one voice lay. */
interface Bounds {
  readonly softest: number;
  readonly loudest: number;
  readonly treble: number;
  readonly likeness: number;
}

/** What a check has learnt, as it is stored. */
export interface CheckRecord {
  readonly tokens: readonly TokenRecord[];
  readonly voices: readonly (readonly [voice: string, bounds: Bounds])[];
}

/** How far beyond right renderings a segment may be. Source: docs/decisions/0005-trusting-a-backend.md. */
const MARGIN = { level: 9, treble: 0.1, likeness: 0.1 };

/** Below this there is nothing to learn from. */
const SILENCE_LEVEL = -80;

/**
 * Finds what no right run gives, in words: samples that are no numbers, or another number of them than the durations
 * say. Null where there is nothing of the kind.
 */
export function findPlainFault({
  samples,
  durations,
}: Pick<SegmentSound, 'samples' | 'durations'>): string | null {
  if (samples.length === 0) return 'there was no sound';
  if (!samples.every((sample) => Number.isFinite(sample))) return 'a part of it was not a number';
  const frames = durations?.reduce((sum, count) => sum + count, 0);
  const isWhole =
    frames === undefined ? samples.length % FRAME_SAMPLES === 0 : samples.length === frames * FRAME_SAMPLES;
  return isWhole ? null : 'its length did not fit its durations';
}

/** Checks segments against what right renderings of the same model sound like. It costs some milliseconds. */
export class SegmentCheck {
  readonly #profile: SoundProfile;
  readonly #voices: Map<string, Bounds>;

  constructor(record: CheckRecord = { tokens: [], voices: [] }) {
    this.#profile = new SoundProfile(record.tokens);
    this.#voices = new Map(record.voices);
  }

  /** Returns what was learnt, in the form in which it is stored. */
  toRecord(): CheckRecord {
    return { tokens: this.#profile.toRecords(), voices: [...this.#voices] };
  }

  /** Takes a rendering for right. */
  learn(sound: SegmentSound, voice: VoiceMix): void {
    const profiled = { ...sound, spectrum: toSpectrum(sound.samples) };
    const before = this.#profile.read(profiled);
    this.#profile.learn(profiled);
    // A token that is heard for the first time is like nothing before.
    const traits = before.likeness === null ? this.#profile.read(profiled) : before;
    if (traits.level < SILENCE_LEVEL) return;
    const key = toVoiceKey(voice);
    this.#voices.set(key, widen(this.#voices.get(key), traits));
  }

  /** Says in words what is wrong with a segment; null where nothing is. */
  findFault(sound: SegmentSound, voice: VoiceMix): string | null {
    const fault = findPlainFault(sound);
    if (fault !== null) return fault;
    const bounds = this.#voices.get(toVoiceKey(voice)) ?? [...this.#voices.values()][0];
    if (bounds === undefined) return null;
    const { level, treble, likeness } = this.#profile.read({ ...sound, spectrum: toSpectrum(sound.samples) });
    if (!(level >= bounds.softest - MARGIN.level)) return 'it was far too soft';
    if (!(level <= bounds.loudest + MARGIN.level)) return 'it was far too loud';
    if (!(treble <= bounds.treble + MARGIN.treble)) return 'it hissed';
    if (likeness !== null && !(likeness >= bounds.likeness - MARGIN.likeness))
      return 'it did not sound like its text';
    const { durations } = sound;
    return durations !== null && hasRepeat({ ...sound, durations }) ? 'a part of it came twice' : null;
  }
}

function widen(bounds: Bounds | undefined, { level, treble, likeness }: Traits): Bounds {
  return {
    softest: Math.min(bounds?.softest ?? level, level),
    loudest: Math.max(bounds?.loudest ?? level, level),
    treble: Math.max(bounds?.treble ?? treble, treble),
    likeness: Math.min(bounds?.likeness ?? 1, likeness ?? 1),
  };
}

function toVoiceKey(voice: VoiceMix): string {
  return voice.map(({ id, weight }) => `${id}(${weight.toFixed(2)})`).join('+');
}

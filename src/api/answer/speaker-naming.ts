import { HEARING_RATE, type OpenSound } from '../../contract/hearing.ts';
import { SpeechError } from '../../contract/errors.ts';
import type { KnownVoice } from '../../listening/speakers/name-people.ts';
import { SpeakerFollower } from '../../listening/speakers/speaker-follower.ts';
import { tellSpeakers } from '../../listening/speakers/tell-speakers.ts';
import { toUnit } from '../../listening/speakers/unit-vector.ts';
import { joinSamples } from '../../std/join.ts';
import type { HearingDeps } from '../request/hearing-deps.ts';
import { toQuoted } from '../request/parse-field.ts';
import type { KnownSpeaker, SpeakerWish } from '../request/parse-speaker-wish.ts';
import type { Transcript } from './transcript.ts';

/** A known person, and the decoded sound of the voice. */
interface Reference {
  readonly name: string;
  readonly samples: Float32Array<ArrayBuffer>;
}

const REFERENCES = 'known_speaker_references';
const MIN_SECONDS = 2;
const MAX_SECONDS = 10;
/** Encoders fill the last frame up with silence. */
const TOLERANCE_SECONDS = 0.1;
const MAX_SAMPLES = MAX_SECONDS * HEARING_RATE;

/** What a sound is heard with. */
export interface NamingParts {
  readonly hearing: HearingDeps;
  readonly signal: AbortSignal;
}

/** Finds out who speaks in one sound, beside those who write down what is said. */
export class SpeakerNaming {
  readonly #wish: SpeakerWish;
  readonly #references: readonly Reference[];
  readonly #hearing: HearingDeps;
  readonly #signal: AbortSignal;
  readonly #follower: SpeakerFollower;

  private constructor(wish: SpeakerWish, references: readonly Reference[], parts: NamingParts) {
    this.#wish = wish;
    this.#references = references;
    this.#hearing = parts.hearing;
    this.#signal = parts.signal;
    this.#follower = new SpeakerFollower(parts.hearing.speakers, parts.signal);
  }

  /** Decodes the known speakers' sounds. Rejects with `invalid_value` for one that is no sound of 2 to 10 s. */
  static async open(wish: SpeakerWish, parts: NamingParts): Promise<SpeakerNaming> {
    const references: Reference[] = [];
    for (const speaker of wish.known) {
      const samples = await readReference(speaker, parts.hearing.openSound, parts.signal);
      references.push({ name: speaker.name, samples });
    }
    return new SpeakerNaming(wish, references, parts);
  }

  /** Passes the sound on, and hears who speaks in it. */
  follow(sound: AsyncIterable<Float32Array<ArrayBuffer>>): AsyncIterable<Float32Array<ArrayBuffer>> {
    return this.#follower.follow(sound);
  }

  /** Passes on what is heard, and names the speakers in the transcript once all of it is. */
  async *name<T>(heard: AsyncIterable<T>, transcript: Transcript): AsyncGenerator<T, void, undefined> {
    const known = await this.#hearKnown();
    yield* heard;
    transcript.spoken = await tellSpeakers(transcript.segments, {
      ...{ known, windows: this.#follower.windows },
      ...{ limits: this.#wish.limits, signal: this.#signal },
    });
  }

  async #hearKnown(): Promise<readonly KnownVoice[]> {
    const known: KnownVoice[] = [];
    for (const { name, samples } of this.#references) {
      const { voices } = await this.#hearing.speakers.hear(samples, this.#signal);
      const [voice] = voices
        .filter((heard) => heard !== null)
        .sort((one, other) => other.aloneSeconds - one.aloneSeconds);
      if (voice === undefined) throw createRefusal(name, 'holds no voice.');
      known.push({ name, vector: toUnit(voice.embedding) });
    }
    return known;
  }
}

async function readReference(
  { name, sound }: KnownSpeaker,
  openSound: OpenSound,
  signal: AbortSignal,
): Promise<Float32Array<ArrayBuffer>> {
  const parts: Float32Array[] = [];
  let sampleCount = 0;
  try {
    for await (const samples of openSound(sound, signal)) {
      parts.push(samples);
      sampleCount += samples.length;
      if (sampleCount > (MAX_SECONDS + TOLERANCE_SECONDS) * HEARING_RATE) break;
    }
  } catch (error) {
    if (error instanceof SpeechError) throw createRefusal(name, 'could not be decoded.');
    throw error;
  }
  const seconds = sampleCount / HEARING_RATE;
  const range = `it must last from ${MIN_SECONDS} to ${MAX_SECONDS} seconds.`;
  if (seconds > MAX_SECONDS + TOLERANCE_SECONDS) throw createRefusal(name, `is too long: ${range}`);
  if (seconds < MIN_SECONDS - TOLERANCE_SECONDS) throw createRefusal(name, `is too short: ${range}`);
  return joinSamples(parts).slice(0, MAX_SAMPLES);
}

function createRefusal(name: string, reason: string): SpeechError {
  const message = `Invalid value for '${REFERENCES}': that of ${toQuoted(name)} ${reason}`;
  return new SpeechError('invalid_value', message, { param: REFERENCES });
}

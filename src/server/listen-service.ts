import { isAbortError } from '../std/abort.ts';
import { toCues } from '../api/answer/to-cues.ts';
import { StreamingResampler } from '../audio/streaming-resampler.ts';
import { SAMPLE_RATE } from '../contract/audio.ts';
import { SpeechError, toSpeechError } from '../contract/errors.ts';
import { HEARING_RATE } from '../contract/hearing.ts';
import type { HearingDeps } from '../api/request/hearing-deps.ts';
import { listen, type HeardUtterance } from '../listening/listen.ts';
import { defaultSpanOptions } from '../listening/span-finder.ts';
import type { SpeakerLimits } from '../listening/speakers/cluster-voices.ts';
import { SpeakerFollower } from '../listening/speakers/speaker-follower.ts';
import { tellSpeakers } from '../listening/speakers/tell-speakers.ts';
import type { TakeLibrary } from '../takes/take-library.ts';
import type { HeardLine, HeardPart, ListenCall, ListenSound } from '../wire/listen.protocol.ts';
import { readMicrophone } from './read-microphone.ts';

/** What hears, and the library whose takes can be heard. */
export interface ListenServiceParts {
  readonly hearing: HearingDeps;
  readonly library: Pick<TakeLibrary, 'read'>;
}

/** Who called. */
export interface ListenCaller {
  readonly signal: AbortSignal;
  readonly onHeard: (part: HeardPart) => void;
}

const ANY_NUMBER: SpeakerLimits = { min: 1, max: Infinity };

type Sound = AsyncIterable<Float32Array<ArrayBuffer>>;

/** Writes down sounds that pages hand over, without a form, an upload or their limits. */
export class ListenService {
  readonly #parts: ListenServiceParts;

  constructor(parts: ListenServiceParts) {
    this.#parts = parts;
  }

  /** Resolves when all was heard; rejects with a `SpeechError`, or as the caller aborts. */
  async listen(call: ListenCall, { signal, onHeard }: ListenCaller): Promise<void> {
    try {
      await this.#listen(call, { signal, onHeard });
    } catch (error) {
      if (isAbortError(error) && signal.aborted) throw error;
      throw toSpeechError(error, 'transcription_failed', 'The speech could not be written down.');
    }
  }

  async #listen(
    { id, sound, task, language, pauseSeconds }: ListenCall,
    { signal, onHeard }: ListenCaller,
  ): Promise<void> {
    const { hearing } = this.#parts;
    const [model] = await hearing.models();
    if (model === undefined) throw new SpeechError('model_not_found', 'No model that hears is stored.');
    const parts = { recogniser: hearing.recogniser(model.id), detector: hearing.detector };
    let heardLanguage = language;
    let readSeconds = 0;
    const all: HeardLine[] = [];
    const report = (lines: readonly HeardLine[], speakers?: readonly string[]): void => {
      all.push(...lines);
      const told = speakers === undefined ? {} : { speakers };
      onHeard({ id, readSeconds, language: heardLanguage, lines, ...told });
    };
    const follower = await this.#openFollower(sound, signal);
    const opened = this.#open(sound, signal);
    const measured = measure(follower?.follow(opened) ?? opened, (seconds) => {
      readSeconds = seconds;
      report([]);
    });
    const spans = { ...defaultSpanOptions, ...(pauseSeconds === undefined ? {} : { pauseSeconds }) };
    const options = { task, language, languages: [], prompt: '', temperature: null, hasWords: true, spans };
    for await (const utterance of listen(measured, options, { parts, signal })) {
      if (utterance.verdict === 'ok') heardLanguage ??= utterance.language;
      report(toLines(utterance));
    }
    if (follower !== null && all.length > 0) report([], await toLineSpeakers(all, follower, signal));
  }

  /** Only files may hold several people; null where speakers are not distinguished. */
  async #openFollower({ kind }: ListenSound, signal: AbortSignal): Promise<SpeakerFollower | null> {
    const { hearing } = this.#parts;
    if (kind !== 'file' || !(await hearing.hasSpeakers())) return null;
    return new SpeakerFollower(hearing.speakers, signal);
  }

  #open(sound: ListenSound, signal: AbortSignal): Sound {
    switch (sound.kind) {
      case 'file':
        return this.#parts.hearing.openSound(sound.file, signal);
      case 'take':
        return resample(this.#parts.library.read(sound.take), SAMPLE_RATE);
      case 'microphone':
        return resample(readMicrophone(sound.port, signal), sound.sampleRate);
    }
  }
}

/** Passes a sound on and reports how many seconds of it were read, each second once. */
async function* measure(
  sound: Sound,
  onSecond: (seconds: number) => void,
): AsyncGenerator<Float32Array<ArrayBuffer>> {
  let sampleCount = 0;
  let reported = 0;
  for await (const samples of sound) {
    yield samples;
    sampleCount += samples.length;
    const seconds = Math.floor(sampleCount / HEARING_RATE);
    if (seconds === reported) continue;
    reported = seconds;
    onSecond(sampleCount / HEARING_RATE);
  }
  onSecond(sampleCount / HEARING_RATE);
}

async function* resample(sound: Sound, from: number): AsyncGenerator<Float32Array<ArrayBuffer>> {
  const resampler = new StreamingResampler({ from, to: HEARING_RATE });
  for await (const samples of sound) yield resampler.push(samples);
  yield resampler.flush();
}

/** Finds out who speaks most in each line. */
async function toLineSpeakers(
  lines: readonly HeardLine[],
  { windows }: SpeakerFollower,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const segments = lines.map((line) => ({ ...line, words: [] }));
  const { wordSpeakers } = await tellSpeakers(segments, { windows, known: [], limits: ANY_NUMBER, signal });
  return wordSpeakers.map(([speaker = '']) => speaker);
}

/** Silence has no line; what is unclear has one for the whole stretch. */
function toLines({ verdict, segments, start, end }: HeardUtterance): readonly HeardLine[] {
  if (verdict === 'silence') return [];
  if (verdict === 'unclear') {
    const text = segments
      .map((segment) => segment.text)
      .join('')
      .trim();
    return [{ start, end, text, isUnclear: true }];
  }
  return toCues(segments).map(({ startSeconds, endSeconds, text }) => ({
    ...{ start: startSeconds, end: endSeconds, text, isUnclear: false },
  }));
}

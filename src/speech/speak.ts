import type { TimeStretcher } from '../contract/time-stretcher.ts';
import type { SynthesisJob, SynthesisResult } from '../contract/synthesis.ts';
import type {
  PauseSegment,
  PlannedSegment,
  Speak,
  SpeakScript,
  SpeechSegment,
  SpokenSegment,
} from '../contract/segment.ts';
import type { Phonemizer } from '../contract/phonemizer.ts';
import { SAMPLE_RATE } from '../contract/audio.ts';
import { orAbort } from '../std/abort.ts';
import { type AheadItem, lookAhead, prefetch } from '../std/prefetch.ts';
import { Scope } from '../std/scope.ts';
import { AnswerPace, EngineSpeed } from './answer-pace.ts';
import { SpeechError } from '../contract/errors.ts';
import type { SpeechCourse } from '../contract/speech-course.ts';
import type { JoinRule } from './joins.ts';
import { DEFAULT_JOIN_RULE, findKeptRange } from './joins.ts';
import { plan } from './plan.ts';
import type { Synthesizer } from './ports.ts';
import type { Pace, Ramp } from './ramp.ts';
import { takesText } from '../contract/engine-status.ts';
import type { Script } from '../contract/script.ts';
import { type SpeedSplit, splitSpeed, stretchSpoken } from './stretch-spoken.ts';
import type { Lexicon } from '../text/lexicon/lexicon.ts';
import { createScript } from '../text/formats/create-script.ts';
import { Timeline } from './timeline.ts';
import { VoiceLevels } from './voice-levels.ts';
import { toWordTimes } from './word-times.ts';

/** What speaks, and how its segments are cut, joined and paced; all but the two parts has a default. */
export interface SpeakOptions {
  readonly phonemizer: Phonemizer;
  readonly synthesizer: Synthesizer;
  /** How the user has words said; asked for each request that has no script. */
  readonly lexicon?: () => Lexicon;
  /** Makes sound faster or slower where the engine should not; without it the engine gets every speed as it is. */
  readonly stretcher?: TimeStretcher;
  /** How segments grow. */
  readonly ramp?: Ramp;
  /** How silence at the ends of segments is cut; null leaves every sample. */
  readonly joins?: JoinRule | null;
  /** What was learnt of this engine before; pass the same one again for as long as the engine is the same. */
  readonly engineSpeed?: EngineSpeed;
  /** Replaces the estimate of what the listener has left to hear. */
  readonly pace?: Pace;
  /** A clock in milliseconds. */
  readonly now?: () => number;
}

/** Options for scripts. */
export interface SpeakScriptOptions extends Omit<SpeakOptions, 'lexicon' | 'phonemizer'> {
  /** Null for an engine that takes text. */
  readonly phonemizer: Phonemizer | null;
}

interface Answer {
  readonly script: Script;
  readonly options: SpeakScriptOptions;
  readonly pace: AnswerPace;
  readonly levels: VoiceLevels;
  readonly signal: AbortSignal;
  readonly course: SpeechCourse | undefined;
}

/** Creates the pipeline from a request to sound. */
export function createSpeak(options: SpeakOptions): Speak {
  const speakPhonemes = createSpeakScript(options);
  const speakText = createSpeakScript({ ...options, phonemizer: null });
  return async function* speak(request, signal, course) {
    const script = request.script ?? (await createScript(request, options.lexicon?.()));
    yield* (takesText(request.model) ? speakText : speakPhonemes)(script, signal, course);
  };
}

/**
 * Creates the pipeline from a script to sound. While the reader has one segment, the next is synthesised and the one
 * after that is phonemised. It stops when the reader stops or the signal fires; what fails is thrown in its turn.
 */
export function createSpeakScript(options: SpeakScriptOptions): SpeakScript {
  const { engineSpeed: speed = new EngineSpeed(), now = () => performance.now() } = options;
  return async function* speak(script, signal, course) {
    signal.throwIfAborted();
    const scope = new Scope();
    scope.listen(signal, 'abort', () => scope.dispose());
    const pace = new AnswerPace({ speed, now });
    const levels = new VoiceLevels(course?.voices);
    const answer: Answer = { script, options, pace, levels, signal: scope.signal, course };
    const made = prefetch(synthesize(lookAhead(planSegments(answer)), answer), isPause);
    const timeline = new Timeline();
    try {
      for (;;) {
        const { value, done } = await orAbort(made.next(), signal);
        if (done === true) return;
        if (isPause(value)) yield* timeline.addPause(value);
        else yield* timeline.add(await changeSpeed(toSpoken(value, answer, timeline.endSeconds), answer));
      }
    } finally {
      scope.dispose();
      // Not waited for: the run in progress may take its time to notice.
      made.return().catch(() => undefined);
    }
  };
}

interface Synthesized {
  readonly segment: SpeechSegment;
  readonly speed: SpeedSplit;
  readonly result: SynthesisResult;
}

function isPause(item: Synthesized | PauseSegment): item is PauseSegment {
  return 'kind' in item;
}

async function* planSegments({
  script,
  options,
  pace,
  signal,
  course,
}: Answer): AsyncGenerator<PlannedSegment, void, undefined> {
  const { phonemizer, ramp } = options;
  const planned = plan(script, phonemizer, {
    signal,
    pace: options.pace ?? pace,
    ...(ramp === undefined ? {} : { ramp }),
    ...(course === undefined ? {} : { course }),
  });
  for await (const segment of planned) {
    if (segment.kind === 'speech') pace.plan(toSize(segment));
    yield segment;
  }
}

async function* synthesize(
  segments: AsyncIterable<AheadItem<PlannedSegment>>,
  answer: Answer,
): AsyncGenerator<Synthesized | PauseSegment, void, undefined> {
  const { options, pace, signal } = answer;
  for await (const { item: segment, next } of segments) {
    signal.throwIfAborted();
    if (segment.kind === 'pause') {
      yield segment;
      continue;
    }
    const speed = toSpeedSplit(segment, options);
    pace.start();
    const synthesizing = options.synthesizer.synthesize(toJob(segment, options), signal);
    prepareNext(synthesizing, next, answer);
    const result = await synthesizing.catch((error: unknown) => {
      pace.fail();
      throw error;
    });
    if (result.samples.length === 0 && segment.tokenIds.length > 0) {
      pace.fail();
      throw new SpeechError('synthesis_failed', 'The engine gave no sound for a part of the text.');
    }
    const heardSeconds = result.samples.length / SAMPLE_RATE / speed.stretch;
    pace.finish(toSize(segment), heardSeconds, result.runSeconds);
    yield { segment, speed, result };
  }
}

function toSpeedSplit({ speed }: SpeechSegment, { stretcher }: SpeakScriptOptions): SpeedSplit {
  return stretcher === undefined ? { model: speed, stretch: 1 } : splitSpeed(speed);
}

function toJob(segment: SpeechSegment, options: SpeakScriptOptions): SynthesisJob {
  const { read, tokenIds, language, voice } = segment;
  const { model: speed } = toSpeedSplit(segment, options);
  return { text: read, tokenIds, language, voice, speed };
}

/** Announces the next segment to the engine, where it is known while it is still busy with this one. */
function prepareNext(
  synthesizing: Promise<unknown>,
  next: Promise<PlannedSegment | undefined>,
  { options, signal }: Answer,
): void {
  let isBusy = true;
  const end = (): void => {
    isBusy = false;
  };
  synthesizing.then(end, end);
  next
    .then((segment) => {
      if (segment?.kind !== 'speech' || !isBusy || signal.aborted) return;
      options.synthesizer.prepare?.(toJob(segment, options), signal);
    })
    // Told in its turn.
    .catch(() => undefined);
}

/** Spoken by the model, before its speed is changed. */
interface Spoken extends SpokenSegment {
  readonly speed: SpeedSplit;
}

function toSpoken(
  { segment, speed, result }: Synthesized,
  { options, levels }: Answer,
  startSeconds: number,
): Spoken {
  const { joins: rule = DEFAULT_JOIN_RULE } = options;
  const { samples: all, durations, onsets, engine, runSeconds } = result;
  const kept =
    rule === null ? { start: 0, end: all.length } : findKeptRange(all, segment, { rule, speed: speed.model });
  const isWhole = kept.start === 0 && kept.end === all.length;
  const part = isWhole ? all : all.slice(kept.start, kept.end);
  const gain = (segment.gain ?? 1) * levels.toGain(segment.voice, part);
  const samples = gain === 1 ? part : part.map((sample) => sample * gain);
  const words =
    durations === null && onsets === undefined
      ? []
      : toWordTimes(segment, { samples: all, durations, ...(onsets && { onsets }), startSeconds, kept });
  const voices = levels.gains;
  const measured = { ...(runSeconds !== undefined && { runSeconds }), ...(voices && { voices }) };
  return { segment, samples, engine, startSeconds, words, speed, ...measured };
}

async function changeSpeed(
  { speed, ...spoken }: Spoken,
  { options, signal }: Answer,
): Promise<SpokenSegment> {
  const { stretcher } = options;
  const factor = speed.stretch;
  if (stretcher === undefined || factor === 1) return spoken;
  return stretchSpoken(spoken, { stretcher, factor, signal });
}

function toSize({ tokenIds, read }: SpeechSegment): number {
  return tokenIds.length > 0 ? tokenIds.length - 2 : read.length;
}

import type { TimeStretcher } from '../contract/time-stretcher.ts';
import type { SynthesisJob, SynthesisResult } from '../contract/synthesis.ts';
import type { Segment, Speak, SpokenSegment } from '../contract/segment.ts';
import type { Phonemizer } from '../contract/phonemizer.ts';
import { SAMPLE_RATE } from '../contract/audio.ts';
import { orAbort } from '../std/abort.ts';
import { lookAhead, type AheadItem } from '../std/look-ahead.ts';
import { prefetch } from '../std/prefetch.ts';
import { Scope } from '../std/scope.ts';
import { AnswerPace, EngineSpeed } from './answer-pace.ts';
import { SpeechError } from '../contract/errors.ts';
import type { JoinRule } from './joins.ts';
import { DEFAULT_JOIN_RULE, findKeptRange } from './joins.ts';
import { plan } from './plan.ts';
import type { Synthesizer } from './ports.ts';
import type { Pace, Ramp } from './ramp.ts';
import type { SpeechRequest } from '../contract/request.ts';
import { splitSpeed, type SpeedSplit } from './split-speed.ts';
import { stretchSpoken } from './stretch-spoken.ts';
import { addPauses } from './add-pauses.ts';
import { toWordTimes } from './word-times.ts';

export interface SpeakOptions {
  readonly phonemizer: Phonemizer;
  readonly synthesizer: Synthesizer;
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

interface Run {
  readonly request: SpeechRequest;
  readonly speed: SpeedSplit;
  readonly options: SpeakOptions;
  readonly pace: AnswerPace;
  readonly signal: AbortSignal;
}

/**
 * Creates the pipeline from a request to sound. While the reader has one segment, the next is synthesised and the one
 * after that is phonemised. It stops when the reader stops or the signal fires; what fails is thrown in its turn.
 */
export function createSpeak(options: SpeakOptions): Speak {
  const { engineSpeed: speed = new EngineSpeed(), now = () => performance.now() } = options;
  return async function* speak(request, signal) {
    signal.throwIfAborted();
    const scope = new Scope();
    scope.listen(signal, 'abort', () => scope.dispose());
    const run: Run = {
      request,
      speed:
        options.stretcher === undefined ? { model: request.speed, stretch: 1 } : splitSpeed(request.speed),
      options,
      pace: new AnswerPace({ speed, now }),
      signal: scope.signal,
    };
    const spoken = prefetch(synthesize(lookAhead(planSegments(run)), run));
    let startSeconds = 0;
    try {
      for (;;) {
        const { value, done } = await orAbort(spoken.next(), signal);
        if (done === true) return;
        const { pauseBeforeSeconds = 0 } = value.segment;
        const next = addPauses(
          await changeSpeed(toSpoken(value, run, startSeconds + pauseBeforeSeconds), run),
        );
        startSeconds += next.samples.length / SAMPLE_RATE;
        yield next;
      }
    } finally {
      scope.dispose();
      // Not waited for: the run in progress may take its time to notice.
      spoken.return().catch(() => undefined);
    }
  };
}

interface Synthesized {
  readonly segment: Segment;
  readonly result: SynthesisResult;
}

async function* planSegments({
  request,
  options,
  pace,
  signal,
}: Run): AsyncGenerator<Segment, void, undefined> {
  const { phonemizer, ramp } = options;
  const planned = plan(request, phonemizer, {
    signal,
    pace: options.pace ?? pace,
    ...(ramp === undefined ? {} : { ramp }),
  });
  for await (const segment of planned) {
    pace.plan(toSize(segment));
    yield segment;
  }
}

async function* synthesize(
  segments: AsyncIterable<AheadItem<Segment>>,
  run: Run,
): AsyncGenerator<Synthesized, void, undefined> {
  const { options, pace, signal } = run;
  for await (const { item: segment, next } of segments) {
    signal.throwIfAborted();
    pace.start();
    const synthesizing = options.synthesizer.synthesize(toJob(segment, run), signal);
    prepareNext(synthesizing, next, run);
    const result = await synthesizing.catch((error: unknown) => {
      pace.fail();
      throw error;
    });
    if (result.samples.length === 0 && segment.tokenIds.length > 0) {
      pace.fail();
      throw new SpeechError('synthesis_failed', 'The engine gave no sound for a part of the text.');
    }
    const heardSeconds = result.samples.length / SAMPLE_RATE / run.speed.stretch;
    pace.finish(toSize(segment), heardSeconds, result.runSeconds);
    yield { segment, result };
  }
}

function toJob({ read, tokenIds }: Segment, { request: { language, voice }, speed }: Run): SynthesisJob {
  return { text: read, tokenIds, language, voice, speed: speed.model };
}

/** Tells the engine of the next segment, where that is known while it is still busy with this one. */
function prepareNext(synthesizing: Promise<unknown>, next: Promise<Segment | undefined>, run: Run): void {
  const { options, signal } = run;
  let isBusy = true;
  const end = (): void => {
    isBusy = false;
  };
  synthesizing.then(end, end);
  next
    .then((segment) => {
      if (segment === undefined || !isBusy || signal.aborted) return;
      options.synthesizer.prepare?.(toJob(segment, run), signal);
    })
    // Told in its turn.
    .catch(() => undefined);
}

function toSpoken({ segment, result }: Synthesized, run: Run, startSeconds: number): SpokenSegment {
  const { joins: rule = DEFAULT_JOIN_RULE } = run.options;
  const { samples: all, durations, onsets, engine } = result;
  const kept =
    rule === null
      ? { start: 0, end: all.length }
      : findKeptRange(all, segment, { rule, speed: run.speed.model });
  const isWhole = kept.start === 0 && kept.end === all.length;
  const samples = isWhole ? all : all.slice(kept.start, kept.end);
  const words =
    durations === null && onsets === undefined
      ? []
      : toWordTimes(segment, { samples: all, durations, ...(onsets && { onsets }), startSeconds, kept });
  return { segment, samples, engine, startSeconds, words };
}

async function changeSpeed(spoken: SpokenSegment, run: Run): Promise<SpokenSegment> {
  const { stretcher } = run.options;
  const factor = run.speed.stretch;
  if (stretcher === undefined || factor === 1) return spoken;
  return stretchSpoken(spoken, { stretcher, factor, signal: run.signal });
}

function toSize({ tokenIds, read }: Segment): number {
  return tokenIds.length > 0 ? tokenIds.length - 2 : read.length;
}

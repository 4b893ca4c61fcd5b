import { setTimeout } from 'node:timers/promises';
import { withinLimit } from '../../src/std/within-limit.ts';
import type { Random } from '../../tests/contract/support/random.ts';
import { sentTokenIds } from '../../tests/browser/support/sent-tokens.ts';
import { decodeTones } from '../../tests/fixtures/decode-tones.ts';
import { toAudibleIds } from '../../tests/fixtures/tone.ts';
import { AppBrowser } from './app-browser.ts';
import { alignStart, compareHeard, type Difference } from './compare-heard.ts';
import { openPlay } from './play-text.ts';
import { planAnswers, type FaultChoice, type PlannedAnswer } from './plan-answers.ts';
import { openSound, type OpenSound, type SoundRequest } from './read-answer.ts';

/** The faults of one answer, and what became of it. */
export interface FaultResult extends Difference {
  /** The number of its first fault in the run of its seed. */
  readonly first: number;
  /** The kinds of its faults, in their order, up to the one at which it broke. */
  readonly kinds: readonly string[];
  readonly during: PlannedAnswer['during'];
  /** Says why the answer broke; null where it came whole. */
  readonly error: string | null;
  /** Whether its faults may break an answer. */
  readonly mayBreak: boolean;
  /** How many tones were sent, or delivered where it broke. */
  readonly tones: number;
}

export interface RunOptions extends FaultChoice {
  readonly count: number;
  /** The number of the first fault. */
  readonly first: number;
  /** How many browsers have faults injected at once. */
  readonly lanes: number;
  /** Called after each answer; the next one of its browser waits for it. */
  readonly onResult: (result: FaultResult, browser: string) => Promise<void> | void;
}

/** An answer that does not go on for so long is broken. */
const ANSWER_LIMIT_MS = 600_000;

/** A thread that is missing may come only once something more is read. */
const HELD_LIMIT_MS = 2_000;

/** As many as a segment has at most: while a reader holds one, the next two of an answer are made ahead of it. */
const SEGMENT_TONES = 125;
const TONES_AHEAD = 3 * SEGMENT_TONES;

/** Between two faults that stop the same thread come others, so that what it was making is made before the second. */
const TONES_BETWEEN = SEGMENT_TONES;
const TONES_PER_SENTENCE = 50;

const nouns = ['river', 'garden', 'window', 'letter', 'mountain', 'candle', 'harbour', 'market', 'forest'];

/**
 * Injects faults into the built app, some in each answer, and compares what was heard with what was sent. What a fault
 * does depends on seed, number and shares alone, so that each can be repeated with those of its answer.
 */
export async function runFaults({ lanes, onResult, ...options }: RunOptions): Promise<void> {
  const answers = planAnswers(options, options);
  const ends = await Promise.allSettled(
    Array.from({ length: Math.min(lanes, options.count) }, () => runLane(answers, onResult)),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/** Takes one answer after the other, which the lanes share, in a browser of its own. */
async function runLane(
  answers: Iterator<PlannedAnswer, void, undefined>,
  onResult: RunOptions['onResult'],
): Promise<void> {
  const app = await AppBrowser.open();
  try {
    for (let step = answers.next(); step.done !== true; step = answers.next()) {
      const result = await disturb(app, step.value);
      // What was broken off with the browser says nothing, and neither does a run of the faults before it.
      if (!app.isRunning) throw new Error(`The browser ended at fault ${step.value.first}.`);
      await onResult(result, app.version);
    }
  } finally {
    await app.close();
  }
}

/** Whether an answer became what no answer may. */
export function isFailure({ lost, repeated, wrong, error, mayBreak }: FaultResult): boolean {
  return lost + repeated + wrong > 0 || (error !== null && !mayBreak);
}

/** Reads an answer while its faults come, one after the other. */
async function disturb(app: AppBrowser, answer: PlannedAnswer): Promise<FaultResult> {
  const { first, kinds, during, random } = answer;
  const input = createText(answer);
  const sentIds = await sentTokenIds(input, 'en-us');
  const sent = toAudibleIds(sentIds);
  const names = kinds.map(({ name }) => name);
  let sound: OpenSound | null = null;
  let [begunCount, injectedCount] = [1, 0];
  try {
    const moves = kinds.filter(({ movesHost }) => movesHost === true).length;
    // How many tabs are missing depends on the answers before it, which a run of this one alone does not have.
    await app.restore(during === 'play' ? moves + 1 : 1, random.fork());
    await kinds[0]?.prepare?.(app);
    sound =
      during === 'play'
        ? await openPlay(app, input)
        : await openSound(app.reader, createRequest(input, random));
    const stops = chooseStops(answer, sentIds.length);
    for (const [index, kind] of kinds.entries()) {
      await limit(sound.readTo(stops[index]!));
      begunCount = index + 1;
      const injected = kind.inject(app, random.fork());
      if (random.chance(0.5)) await Promise.race([injected, setTimeout(HELD_LIMIT_MS)]);
      // The answer cannot be over there, so each fault comes while some of it is still to be made.
      const read = sound.readTo(stops[index + 1]!);
      read.catch(() => undefined);
      await limit(injected);
      injectedCount += 1;
      await limit(read);
    }
    const difference = compare(sent, decodeTones(await limit(sound.readRest())), during);
    return { first, kinds: names, during, ...difference, tones: sent.length, mayBreak: false, error: null };
  } catch (error) {
    const message = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    const heard = await readBroken(sound);
    const mayBreak = during === 'answer' && injectedCount === kinds.length && kinds.at(-1)!.mayBreak === true;
    const difference = compare(sent.slice(0, heard.length), heard, during);
    const met = names.slice(0, begunCount);
    return { first, kinds: met, during, ...difference, tones: heard.length, mayBreak, error: message };
  } finally {
    await sound?.close().catch(() => undefined);
    for (const undo of new Set(kinds.map((kind) => kind.undo))) await undo?.(app);
  }
}

function compare(
  sent: readonly number[],
  heard: readonly number[],
  during: PlannedAnswer['during'],
): Difference {
  const from = during === 'play' ? alignStart(sent, heard) : { sent: 0, heard: 0 };
  return compareHeard(sent.slice(from.sent), heard.slice(from.heard));
}

/** What came of an answer that broke must be right as well, but for a tone that was cut. */
async function readBroken(sound: OpenSound | null): Promise<readonly number[]> {
  const samples = await sound?.readDelivered().catch(() => undefined);
  return samples === undefined ? [] : decodeTones(samples).slice(0, -1);
}

function limit<T>(work: Promise<T>): Promise<T> {
  return withinLimit(work, ANSWER_LIMIT_MS, () => {
    throw new Error(`Nothing more came within ${ANSWER_LIMIT_MS / 1000} s.`);
  });
}

/** Long enough for all faults, and for as much behind the last as is made ahead of a reader. */
function createText({ kinds, during, random }: PlannedAnswer): string {
  const tones =
    during === 'play' ? kinds.length * 2 * TONES_PER_SENTENCE : kinds.length * TONES_BETWEEN + TONES_AHEAD;
  const sentences = Array.from(
    { length: Math.ceil(tones / TONES_PER_SENTENCE) + 1 + random.below(3) },
    () => `The ${random.pick(nouns)} number ${random.below(100)} lies by the old ${random.pick(nouns)}.`,
  );
  return sentences.join(' ');
}

/** Chooses after how many tones each fault comes, and one place more up to which is read after the last. */
function chooseStops({ kinds, during, random }: PlannedAnswer, toneCount: number): readonly number[] {
  const isPlay = during === 'play';
  // Pauses are cut a little.
  const last = toneCount - (isPlay ? TONES_PER_SENTENCE : TONES_AHEAD + TONES_PER_SENTENCE / 2);
  const least = isPlay ? 0 : 0.8 * TONES_BETWEEN;
  const share = last / kinds.length;
  const stops = kinds.map((_, index) => index * share + random.next() * Math.max(0, share - least));
  return [...stops, last];
}

function createRequest(input: string, random: Random): SoundRequest {
  return {
    input,
    model: 'kokoro-82m',
    response_format: random.pick(['pcm', 'wav']),
    stream: true,
    stream_format: random.pick(['audio', 'sse']),
  };
}

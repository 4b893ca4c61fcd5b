import { withinLimit } from '../../src/std/within-limit.ts';
import { createRandom, type Random } from '../../tests/contract/support/random.ts';
import { sentTokenIds } from '../../tests/browser/support/sent-tokens.ts';
import { decodeTones } from '../../tests/fixtures/decode-tones.ts';
import { toAudibleIds } from '../../tests/fixtures/tone.ts';
import { AppBrowser } from './app-browser.ts';
import { alignStart, compareHeard, type Difference } from './compare-heard.ts';
import type { FaultKind } from './fault-kind.ts';
import { chooseFaultKind } from './fault-kinds.ts';
import { openPlay } from './play-text.ts';
import { openSound, type OpenSound, type SoundRequest } from './read-answer.ts';

/** One fault, and what became of the answer that was read meanwhile. */
export interface FaultResult extends Difference {
  /** The number of the fault in the run of its seed. */
  readonly index: number;
  readonly kind: string;
  /** Whether an answer of the API was read meanwhile, or a text was played. */
  readonly during: 'answer' | 'play';
  /** Says why the answer broke; null where it came whole. */
  readonly error: string | null;
  /** Whether this fault may break an answer. */
  readonly mayBreak: boolean;
  readonly tones: number;
}

export interface RunOptions {
  readonly count: number;
  readonly seed: number;
  /** The number of the first fault. */
  readonly first: number;
  /** Of a hundred faults, how many are the GPU's. */
  readonly gpuPercent: number;
  /** Of a hundred faults, how many come while a text is played, which takes as long as its sound lasts. */
  readonly playPercent: number;
  /** How many browsers have faults injected at once. */
  readonly lanes: number;
  /** Called after each fault; the next one of its browser waits for it. */
  readonly onResult: (result: FaultResult, browser: string) => Promise<void> | void;
}

/** An answer that is not whole after so long is broken. */
const ANSWER_LIMIT_MS = 600_000;

const nouns = ['river', 'garden', 'window', 'letter', 'mountain', 'candle', 'harbour', 'market', 'forest'];

/**
 * Injects faults into the built app, one in each answer, and compares what was heard with what was sent. What a fault
 * does depends on seed, number and shares alone, so that each can be repeated.
 */
export async function runFaults({ lanes, ...options }: RunOptions): Promise<void> {
  const { first, count } = options;
  const numbers = Array.from({ length: count }, (_, index) => first + index).values();
  const ends = await Promise.allSettled(
    Array.from({ length: Math.min(lanes, count) }, () => runLane(numbers, options)),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/** Takes one number after the other, which the lanes share, in a browser of its own. */
async function runLane(
  numbers: Iterable<number>,
  { seed, gpuPercent, playPercent, onResult }: Omit<RunOptions, 'lanes'>,
): Promise<void> {
  const app = await AppBrowser.open();
  try {
    for (const index of numbers) {
      const kind = chooseFaultKind(index, seed, gpuPercent);
      const random = createRandom(Math.imul(seed, 1_000_003) + index);
      const during = kind.closesAll !== true && random.chance(playPercent / 100) ? 'play' : 'answer';
      const result = await injectOne(app, { kind, during }, random);
      // What was broken off with the browser says nothing, and neither does a run of the faults before it.
      if (!app.isRunning) throw new Error(`The browser ended at fault ${index}.`);
      await onResult({ index, ...result }, app.version);
    }
  } finally {
    await app.close();
  }
}

/** Whether a fault did what no fault may. */
export function isFailure({ lost, repeated, wrong, error, mayBreak }: FaultResult): boolean {
  return lost + repeated + wrong > 0 || (error !== null && !mayBreak);
}

async function injectOne(
  app: AppBrowser,
  { kind, during }: { readonly kind: FaultKind; readonly during: FaultResult['during'] },
  random: Random,
): Promise<Omit<FaultResult, 'index'>> {
  const input = createText(during === 'play' ? 4 + random.below(4) : 8 + random.below(8), random);
  const sent = toAudibleIds(await sentTokenIds(input, 'en-us'));
  const mayBreak = kind.mayBreak === true && during === 'answer';
  const base = {
    kind: kind.name,
    during,
    mayBreak,
    tones: sent.length,
    lost: 0,
    repeated: 0,
    wrong: 0,
  } as const;
  let sound: OpenSound | null = null;
  try {
    await app.restore();
    await kind.prepare?.(app);
    sound =
      during === 'play'
        ? await openPlay(app, input, 4 * random.next())
        : await openSound(app.reader, createRequest(input, random), 1 + random.below(300_000));
    const rest = sound.readRest();
    // Looked at below; the fault comes first.
    rest.catch(() => undefined);
    await kind.inject(app, random);
    const heard = decodeTones(await withinLimit(rest, ANSWER_LIMIT_MS, failLate));
    const from = during === 'play' ? alignStart(sent, heard) : { sent: 0, heard: 0 };
    return { ...base, ...compareHeard(sent.slice(from.sent), heard.slice(from.heard)), error: null };
  } catch (error) {
    return { ...base, error: error instanceof Error ? error.message.split('\n')[0]! : String(error) };
  } finally {
    await sound?.close().catch(() => undefined);
    await kind.undo?.(app);
  }
}

function createText(sentenceCount: number, random: Random): string {
  const sentences = Array.from(
    { length: sentenceCount },
    () => `The ${random.pick(nouns)} number ${random.below(100)} lies by the old ${random.pick(nouns)}.`,
  );
  return sentences.join(' ');
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

function failLate(): never {
  throw new Error(`Nothing more came within ${ANSWER_LIMIT_MS / 1000} s.`);
}

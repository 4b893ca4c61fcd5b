import type { CheckFigures } from '../../../contract/engine-status.ts';
import { orAbort } from '../../../std/abort.ts';
import { withinLimit } from '../../../std/within-limit.ts';
import type { KokoroSession } from '../session/session.ts';
import type { CalibrationUtterances } from './calibration-utterances.ts';
import { compareSounds, toSound, type Sound } from './compare-sounds.ts';
import { isDeviceFault } from './device-fault.ts';
import { hasRepeat } from './find-repeat.ts';
import { freeBytes, readBlob } from '../../../std/memory.ts';
import { fixNoise } from './fix-noise.ts';
import { judgeDistance, noSpread, toFarther } from './judge.ts';
import { findPlainFault } from './segment-check.ts';

/** One device's renderings of the calibration. */
export interface Rendering {
  readonly short: Sound;
  readonly long: Sound | null;
  readonly secondsPerToken: number;
  /** Whether the harmonic source was ours, and so the same on every device. */
  readonly hasOwnSource: boolean;
}

/** Right renderings, and how far two of them are apart by chance. */
export interface Reference extends Rendering {
  readonly long: Sound;
  readonly spread: CheckFigures;
}

/**
 * What renders the utterances of a check: the model, a session on the device in question, and the style of a voice for
 * so many tokens.
 */
export interface CalibrationParts {
  readonly readModel: (signal: AbortSignal) => Promise<Blob>;
  readonly createSession: (model: Blob, signal: AbortSignal) => Promise<KokoroSession>;
  readonly utterances: CalibrationUtterances;
  /** Resolves to a voice's style for an utterance of so many tokens. */
  readonly toStyle: (tokenIds: readonly number[], signal: AbortSignal) => Promise<Float32Array<ArrayBuffer>>;
}

/** What a check came to. */
export interface Finding {
  /** In words, where the device is wrong. */
  readonly fault: string | null;
  /** Whether the long utterance was rendered too. */
  readonly isFinished: boolean;
  readonly figures: CheckFigures | null;
  readonly secondsPerToken: number | null;
}

/** Slower than the reference by more than this is not worth the rest of the check. */
const HOPELESS = 2;

/** A run that takes longer than this hangs. */
const RUN_LIMIT_MS = 180_000;

/** How many more runs show the spread of a model whose noise cannot be fixed. */
const SPREAD_RUNS = 3;

/** Renders the calibration on the device that is right by definition. */
export async function renderReference(parts: CalibrationParts, signal: AbortSignal): Promise<Reference> {
  return withSession(parts, signal, async (session, isSeeded) => {
    const { short, long, ...rest } = await render(session, { parts, signal, goesOn: () => true });
    if (long === null) throw new TypeError('The reference was not rendered.');
    let spread = noSpread;
    for (let left = isSeeded || rest.hasOwnSource ? 0 : SPREAD_RUNS; left > 0; left -= 1) {
      const again = await render(session, { parts, signal, goesOn: () => true });
      spread = toFarther(spread, compareSounds(again.short, short));
      if (again.long !== null) spread = toFarther(spread, compareSounds(again.long, long));
    }
    return { short, long, ...rest, spread };
  });
}

/**
 * Renders the calibration on a device and compares it with the reference. Both sessions are fresh and run the same
 * utterances in the same order, so that both draw the same noise where the graph draws it. Unless `isUrgent`, a device
 * that is much slower than the reference is not checked to the end. What the device fails with is a finding; an abort
 * rejects, and a model that cannot be read.
 */
export async function checkDevice(
  reference: Reference,
  parts: CalibrationParts,
  options: { readonly isUrgent: boolean; readonly signal: AbortSignal },
): Promise<Finding> {
  const { isUrgent, signal } = options;
  const isWorthIt = (secondsPerToken: number): boolean =>
    isUrgent || secondsPerToken <= HOPELESS * reference.secondsPerToken;
  let rendering: Rendering;
  try {
    rendering = await withSession(parts, signal, (session) =>
      render(session, { parts, signal, goesOn: isWorthIt }),
    );
  } catch (error) {
    signal.throwIfAborted();
    if (!isDeviceFault(error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    return { fault: `it failed: ${message}`, isFinished: false, figures: null, secondsPerToken: null };
  }
  const { short, long, secondsPerToken, hasOwnSource } = rendering;
  let figures = compareSounds(short, reference.short);
  if (long !== null) figures = toFarther(figures, compareSounds(long, reference.long));
  const { utterances } = parts;
  const fault =
    findFault(short, utterances.short) ??
    (long === null ? null : findFault(long, utterances.long)) ??
    judgeDistance(figures, hasOwnSource && reference.hasOwnSource ? 'same source' : reference.spread);
  return { fault, isFinished: long !== null, figures: toFinite(figures), secondsPerToken };
}

/** What is wrong whatever the reference is. */
function findFault(sound: Sound, tokenIds: readonly number[]): string | null {
  const fault = findPlainFault(sound);
  const { samples, durations } = sound;
  if (fault !== null || durations === null) return fault;
  return hasRepeat({ tokenIds, samples, durations }) ? 'a part of it came twice' : null;
}

async function withSession<T>(
  parts: CalibrationParts,
  signal: AbortSignal,
  use: (session: KokoroSession, isSeeded: boolean) => Promise<T>,
): Promise<T> {
  const bytes = await readBlob(await parts.readModel(signal), signal);
  const isSeeded = fixNoise(bytes);
  const model = new Blob([bytes]);
  freeBytes(bytes);
  const session = await parts.createSession(model, signal);
  try {
    return await use(session, isSeeded);
  } finally {
    await session.release().catch(() => undefined);
  }
}

interface RenderOptions {
  readonly parts: CalibrationParts;
  readonly signal: AbortSignal;
  /** Asked before the long utterance, with the seconds that a phoneme took. */
  readonly goesOn: (secondsPerToken: number) => boolean;
}

/** Renders the short utterance twice, for the first run compiles, and the long one. */
async function render(session: KokoroSession, { parts, signal, goesOn }: RenderOptions): Promise<Rendering> {
  const { utterances, toStyle } = parts;
  const run = async (tokenIds: readonly number[]): Promise<{ sound: Sound; seconds: number }> => {
    const input = { tokenIds, style: await toStyle(tokenIds, signal), speed: 1 };
    const startMs = performance.now();
    const output = await orAbort(withinLimit(session.run(input), RUN_LIMIT_MS, failLate), signal);
    return { sound: toSound(output), seconds: (performance.now() - startMs) / 1000 };
  };
  await run(utterances.short);
  const short = await run(utterances.short);
  const toRate = (seconds: number, ...parts: readonly (readonly number[])[]): number =>
    seconds / parts.reduce((sum, { length }) => sum + length, 0);
  const shortRate = toRate(short.seconds, utterances.short);
  const hasOwnSource = session.isSplit;
  if (!goesOn(shortRate)) return { short: short.sound, long: null, secondsPerToken: shortRate, hasOwnSource };
  const long = await run(utterances.long);
  const secondsPerToken = toRate(short.seconds + long.seconds, utterances.short, utterances.long);
  return { short: short.sound, long: long.sound, secondsPerToken, hasOwnSource };
}

function failLate(): never {
  throw new Error('it took longer than three minutes');
}

/** JSON knows no numbers that are none. */
function toFinite(figures: CheckFigures): CheckFigures | null {
  return Object.values(figures).every((value) => Number.isFinite(value)) ? figures : null;
}

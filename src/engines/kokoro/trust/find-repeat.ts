import { FRAME_SAMPLES } from '../../../contract/audio.ts';
/** How much must be the same again to be no chance: half a second. */
const LEAST_SAMPLES = 12_000;
/** How often it is looked for. */
const STEP_SAMPLES = LEAST_SAMPLES / 2;
/** Samples that are compared before a place is looked at more closely. */
const PROBE_SAMPLES = 32;

/** A segment's sound and what it is of. */
export interface TokenSound {
  readonly tokenIds: readonly number[];
  readonly samples: Float32Array;
  /** Frames for each token. */
  readonly durations: Int32Array;
}

/**
 * Finds whether half a second or more of a sound comes again, sample by sample, where other tokens are to be heard:
 * a buffer that was not refilled. What says the same twice may sound the same.
 */
export function hasRepeat(sound: TokenSound): boolean {
  const { samples } = sound;
  const tokenOfFrame = toTokenOfFrame(sound);
  for (let start = 0; start + LEAST_SAMPLES <= samples.length; start += STEP_SAMPLES) {
    const probe = findProbe(samples, start);
    if (probe === null) continue;
    for (let at = probe + STEP_SAMPLES; at + PROBE_SAMPLES <= samples.length; at += 1) {
      if (!isSame(samples, probe, at)) continue;
      const range = toSameRange(samples, probe, at);
      if (range.end - range.start < LEAST_SAMPLES) continue;
      if (saysOther(tokenOfFrame, range, at - probe)) return true;
    }
  }
  return false;
}

/** A place within the next half of a second that is not silent. */
function findProbe(samples: Float32Array, start: number): number | null {
  for (
    let at = start;
    at < start + STEP_SAMPLES && at + PROBE_SAMPLES <= samples.length;
    at += PROBE_SAMPLES
  ) {
    if (Math.abs(samples[at] ?? 0) > 1e-4 && samples[at] !== samples[at + 1]) return at;
  }
  return null;
}

function isSame(samples: Float32Array, a: number, b: number): boolean {
  for (let i = 0; i < PROBE_SAMPLES; i += 1) if (samples[a + i] !== samples[b + i]) return false;
  return true;
}

/** How far the sameness reaches to both sides of `a`. */
function toSameRange(samples: Float32Array, a: number, b: number): { start: number; end: number } {
  let before = 0;
  while (before < a && samples[a - before - 1] === samples[b - before - 1]) before += 1;
  let behind = 0;
  while (b + behind < samples.length && samples[a + behind] === samples[b + behind]) behind += 1;
  return { start: a - before, end: a + behind };
}

/** Whether other tokens are spoken `lag` samples later, edges left aside. */
function saysOther(
  tokenOfFrame: readonly number[],
  range: { readonly start: number; readonly end: number },
  lag: number,
): boolean {
  let others = 0;
  const first = Math.ceil(range.start / FRAME_SAMPLES);
  const last = Math.floor(range.end / FRAME_SAMPLES) - 1;
  for (let frame = first; frame <= last; frame += 1) {
    const later = Math.floor((frame * FRAME_SAMPLES + FRAME_SAMPLES / 2 + lag) / FRAME_SAMPLES);
    if (tokenOfFrame[frame] !== tokenOfFrame[later]) others += 1;
  }
  return others > (last - first + 1) / 4;
}

function toTokenOfFrame({ tokenIds, durations }: TokenSound): readonly number[] {
  return tokenIds.flatMap((id, token) => new Array<number>(durations[token] ?? 0).fill(id));
}

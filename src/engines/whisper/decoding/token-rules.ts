import type { SpecialTokens } from '../text/special-tokens.ts';

/** The first timestamp lies within the first second. */
const MAX_INITIAL_TIMESTAMP = 50;

/**
 * Forbids the tokens that may not come next, by setting their logits to minus infinity. The rules are those of
 * https://github.com/openai/whisper/blob/main/whisper/decoding.py: timestamps come in pairs and never go back, the text
 * begins with one, and one comes wherever that is more likely than any word. `chosen` are the tokens so far.
 */
export function applyTokenRules(
  logits: Float32Array,
  chosen: readonly number[],
  special: SpecialTokens,
): void {
  const { endOfText, noTimestamps, timestampBegin } = special;
  for (const id of special.suppressed) logits[id] = -Infinity;
  logits[noTimestamps] = -Infinity;
  if (chosen.length === 0) {
    for (const id of special.suppressedAtBegin) logits[id] = -Infinity;
    logits.fill(-Infinity, 0, timestampBegin);
    logits.fill(-Infinity, timestampBegin + MAX_INITIAL_TIMESTAMP + 1);
    return;
  }
  const isTimestamp = (id: number | undefined): boolean => id !== undefined && id >= timestampBegin;
  const wasTimestamp = isTimestamp(chosen.at(-1));
  const wasPair = chosen.length < 2 || isTimestamp(chosen.at(-2));
  if (wasTimestamp && wasPair) logits.fill(-Infinity, timestampBegin);
  if (wasTimestamp && !wasPair) logits.fill(-Infinity, 0, endOfText);
  const last = chosen.findLast(isTimestamp);
  if (last !== undefined) {
    // A pair may repeat its time; a segment must last.
    logits.fill(-Infinity, timestampBegin, wasTimestamp && !wasPair ? last : last + 1);
  }
  if (isTimestampLikelier(logits, timestampBegin)) logits.fill(-Infinity, 0, timestampBegin);
}

/** Whether all timestamps together are likelier than the likeliest other token. */
function isTimestampLikelier(logits: Float32Array, timestampBegin: number): boolean {
  let text = -Infinity;
  for (let id = 0; id < timestampBegin; id += 1) text = Math.max(text, logits[id] ?? -Infinity);
  let highest = -Infinity;
  for (let id = timestampBegin; id < logits.length; id += 1)
    highest = Math.max(highest, logits[id] ?? -Infinity);
  if (highest === -Infinity) return false;
  let sum = 0;
  for (let id = timestampBegin; id < logits.length; id += 1) sum += Math.exp((logits[id] ?? 0) - highest);
  return highest + Math.log(sum) > text;
}

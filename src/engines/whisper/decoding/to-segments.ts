import type { ChosenToken } from './choose-token.ts';

/** A run of tokens between two timestamps, in seconds. */
export interface TokenSpan {
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly ChosenToken[];
}

/** A text cut into spans, and up to where it goes. */
export interface TokenSpans {
  readonly spans: readonly TokenSpan[];
  readonly heardSeconds: number;
}

const STEP_SECONDS = 0.02;

/**
 * Cuts a text where one timestamp ends a span and another begins the next. What follows the last such place without a
 * timestamp at its end is not whole, and is left to another run, unless there is no other text: then it lasts as long
 * as the sound.
 */
export function toSpans(
  tokens: readonly ChosenToken[],
  timestampBegin: number,
  durationSeconds: number,
): TokenSpans {
  const isTimestamp = (index: number): boolean => (tokens[index]?.id ?? -1) >= timestampBegin;
  const toSeconds = (index: number): number =>
    Math.min(durationSeconds, ((tokens[index]?.id ?? timestampBegin) - timestampBegin) * STEP_SECONDS);
  const endsWithTime = isTimestamp(tokens.length - 1) && !isTimestamp(tokens.length - 2);
  const cuts = tokens.flatMap((_, index) =>
    index > 0 && isTimestamp(index) && isTimestamp(index - 1) ? [index] : [],
  );
  if (endsWithTime) cuts.push(tokens.length);
  if (cuts.length === 0) {
    const start = isTimestamp(0) ? toSeconds(0) : 0;
    return { spans: [{ start, end: durationSeconds, tokens }], heardSeconds: durationSeconds };
  }
  const spans = cuts.map((end, index) => {
    const from = cuts[index - 1] ?? 0;
    return { start: toSeconds(from), end: toSeconds(end - 1), tokens: tokens.slice(from, end) };
  });
  return { spans, heardSeconds: toSeconds((cuts.at(-1) ?? 0) - 1) };
}

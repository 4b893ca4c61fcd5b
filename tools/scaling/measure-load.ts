/** What a service did for a number of callers. */
export interface LoadFigures {
  /** The sound of all answers, in seconds. */
  readonly speechSeconds: number;
  readonly tookSeconds: number;
  /** How long whole answers took. */
  readonly medianMs: number;
  /** How long the first bytes of answers took. */
  readonly medianFirstMs: number;
  /** The share of requests that were answered with another status than 200. */
  readonly refusedShare: number;
}

const paragraph =
  'The ferry leaves at half past nine. It stops at two islands on the way, and is back in the harbour before it gets dark.';
const bytesPerSecond = 48_000;

/** Who asks, and for how long. */
export interface Load {
  readonly model: string;
  readonly callers: number;
  /** After this time no caller asks again; answers that are on their way are waited for. */
  readonly seconds: number;
  /** Ends the requests, and so the measurement. */
  readonly signal: AbortSignal;
}

/** Has so many callers ask for the same paragraph again and again, each as soon as it has its answer. */
export async function measureLoad(
  baseUrl: string,
  { model, callers, seconds, signal }: Load,
): Promise<LoadFigures> {
  const beganAtMs = performance.now();
  const isOver = (): boolean => performance.now() - beganAtMs > seconds * 1_000;
  const durations: number[] = [];
  const firsts: number[] = [];
  let byteCount = 0;
  let refusedCount = 0;
  const call = async (caller: number): Promise<void> => {
    for (let round = 0; !isOver(); round += 1) {
      const askedAtMs = performance.now();
      // Each text is another one, since equal requests at the same time share an answer.
      const input = `${caller}, ${round}. ${paragraph}`;
      const answer = await ask(baseUrl, { model, input, response_format: 'pcm' }, signal);
      if (answer === null) refusedCount += 1;
      else {
        byteCount += answer.byteCount;
        firsts.push(answer.firstAtMs - askedAtMs);
        durations.push(performance.now() - askedAtMs);
      }
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
  const tookSeconds = (performance.now() - beganAtMs) / 1_000;
  return {
    speechSeconds: byteCount / bytesPerSecond,
    tookSeconds,
    medianMs: toMedian(durations),
    medianFirstMs: toMedian(firsts),
    refusedShare: refusedCount / (refusedCount + durations.length),
  };
}

function toMedian(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}

interface Answer {
  readonly byteCount: number;
  readonly firstAtMs: number;
}

/** Reads an answer to its end; null where the request was refused. */
async function ask(baseUrl: string, call: object, signal: AbortSignal): Promise<Answer | null> {
  const response = await fetch(`${baseUrl}/audio/speech`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(call),
    signal,
  });
  if (!response.ok || response.body === null) return null;
  let byteCount = 0;
  let firstAtMs = 0;
  for await (const chunk of response.body) {
    if (byteCount === 0) firstAtMs = performance.now();
    byteCount += chunk.length;
  }
  return { byteCount, firstAtMs };
}

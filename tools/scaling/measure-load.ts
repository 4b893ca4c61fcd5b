/** What a service did for a number of callers. */
export interface LoadFigures {
  /** The sound of all answers, in seconds. */
  readonly speechSeconds: number;
  readonly tookSeconds: number;
  /** How long whole answers took. */
  readonly medianMs: number;
  /** The share of requests that were answered with another status than 200. */
  readonly refusedShare: number;
}

const input =
  'The ferry leaves at half past nine. It stops at two islands on the way, and is back in the harbour before it gets dark.';
const bytesPerSecond = 48_000;

/** Has so many callers ask for the same paragraph again and again, each as soon as it has its answer. */
export async function measureLoad(
  baseUrl: string,
  { callers, seconds }: { readonly callers: number; readonly seconds: number },
): Promise<LoadFigures> {
  const beganAtMs = performance.now();
  const isOver = (): boolean => performance.now() - beganAtMs > seconds * 1_000;
  const durations: number[] = [];
  let byteCount = 0;
  let refusedCount = 0;
  const call = async (caller: number): Promise<void> => {
    for (let round = 0; !isOver(); round += 1) {
      const askedAtMs = performance.now();
      // Each text is another one, since equal requests at the same time share an answer.
      const bytes = await ask(baseUrl, `${caller}, ${round}. ${input}`);
      if (bytes === null) refusedCount += 1;
      else {
        byteCount += bytes;
        durations.push(performance.now() - askedAtMs);
      }
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
  const tookSeconds = (performance.now() - beganAtMs) / 1_000;
  const sorted = durations.sort((a, b) => a - b);
  return {
    speechSeconds: byteCount / bytesPerSecond,
    tookSeconds,
    medianMs: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0),
    refusedShare: refusedCount / (refusedCount + durations.length),
  };
}

/** Resolves to the length of an answer, null where it was refused. */
async function ask(baseUrl: string, text: string): Promise<number | null> {
  const response = await fetch(`${baseUrl}/audio/speech`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'espeak-ng', input: text, response_format: 'pcm' }),
  });
  const { byteLength } = await response.arrayBuffer();
  return response.ok ? byteLength : null;
}

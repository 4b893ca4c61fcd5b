import type * as Sotto from '../../../src/page.ts';

type Options = Sotto.StreamOptions;

/** What came of a stream. */
export interface Streamed {
  readonly words: readonly Sotto.StreamedWord[];
  readonly seconds: number;
  readonly text: string;
  readonly failure: string | null;
}

let installing: Promise<Sotto.Speech> | undefined;

/** Installs Sotto once; every function here uses the same handle. */
export function install(): Promise<Sotto.Speech> {
  installing ??= import(/* @vite-ignore */ `${location.origin}/sotto.js`).then(
    ({ installSpeech }: typeof Sotto) => installSpeech(),
  );
  return installing;
}

/** Speaks parts of a text that come in one of the forms that a source may have. */
export async function speakParts(
  parts: readonly string[],
  { form, ...options }: Options & { readonly form: 'text' | 'iterable' | 'async' | 'stream' },
): Promise<Streamed> {
  const { stream } = await install();
  const speech = stream(toSource(parts, form), options);
  let sampleCount = 0;
  const words: Sotto.StreamedWord[] = [];
  const read = async (): Promise<void> => {
    for await (const samples of speech.audio) sampleCount += samples.length;
  };
  const listen = async (): Promise<void> => {
    for await (const word of speech.words) words.push(word);
  };
  const results = await Promise.allSettled([read(), listen()]);
  const failed = results.find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined;
  const failure =
    failed === undefined ? null : `${(failed.reason as Error).name}: ${(failed.reason as Error).message}`;
  return { words, seconds: sampleCount / 24_000, text: speech.text, failure };
}

/** Speaks the beginning of a text whose rest never comes, until its words are there. */
export async function speakStalled(beginning: string, wordCount: number): Promise<string[]> {
  const { stream } = await install();
  const isReturned = { value: false };
  const source: AsyncIterable<string> = {
    [Symbol.asyncIterator]: () => {
      let hasSpoken = false;
      return {
        next: () => {
          if (hasSpoken) return new Promise(() => undefined);
          hasSpoken = true;
          return Promise.resolve({ done: false, value: beginning });
        },
        return: () => {
          isReturned.value = true;
          return Promise.resolve({ done: true, value: undefined });
        },
      };
    },
  };
  const speech = stream(source);
  const words: string[] = [];
  for await (const { text } of speech.words) if (words.push(text) === wordCount) break;
  await speech.interrupt();
  return [...words, String(isReturned.value)];
}

/** Plays a text, and interrupts it once it is under way, or lets it end; how many characters were heard. */
export async function play(text: string, interruptAfterMs: number | null): Promise<number> {
  const { stream } = await install();
  const speech = stream(text);
  const words: Sotto.StreamedWord[] = [];
  const listening = (async () => {
    for await (const word of speech.words) words.push(word);
  })();
  const playing = speech.play();
  if (interruptAfterMs === null) await playing;
  else {
    while (words.length === 0) await sleep(10);
    await sleep(interruptAfterMs);
  }
  const heard = await speech.interrupt();
  await playing;
  await listening;
  return heard;
}

/** Reads one chunk of a long text, then aborts; how reading ends, and how many segments the engine spoke meanwhile. */
export async function abortStream(
  text: string,
): Promise<{ readonly failure: string; readonly runs: number }> {
  const { stream } = await install();
  const before = await countRuns();
  const controller = new AbortController();
  const reader = stream(text, { signal: controller.signal }).audio[Symbol.asyncIterator]();
  await reader.next();
  controller.abort();
  let failure = '';
  try {
    for (let step = await reader.next(); step.done !== true; step = await reader.next());
  } catch (error) {
    failure = (error as Error).name;
  }
  return { failure, runs: (await countRuns()) - before };
}

async function countRuns(): Promise<number> {
  return ((await (await fetch('/v1/engine')).json()) as { readonly runs: number }).runs;
}

function toSource(
  parts: readonly string[],
  form: 'text' | 'iterable' | 'async' | 'stream',
): Sotto.TextSource {
  if (form === 'text') return parts.join('');
  if (form === 'iterable') return parts;
  if (form === 'async') return later(parts);
  return new ReadableStream<string>({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}

async function* later(parts: readonly string[]): AsyncGenerator<string, void, undefined> {
  for (const part of parts) {
    await sleep(5);
    yield part;
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

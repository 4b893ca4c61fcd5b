import type { HeardSpeech } from '../../../src/benchmark/heard-speech.ts';
import type { EngineStatus } from '../../../src/contract/engine-status.ts';
import { measureSpeech, type MeasuredRequest } from '../../../src/benchmark/run-benchmark.ts';

/** How long the app's engine took to be ready. */
export interface LoadTimes {
  readonly totalMs: number;
  /** Fetching and verifying the files, where they were not stored yet. */
  readonly downloadMs: number;
  /** Reading the stored file, starting ONNX Runtime, and the engine's own warm-up. */
  readonly startMs: number;
}

const POLL_MS = 50;
/** A GPU in software takes minutes to render what it is judged by. */
const GPU_PATIENCE_MS = 15 * 60_000;
const baseUrl = new URL('/', location.href).href;

/** Makes one request of the API as any script of the page would. */
export function speak(request: MeasuredRequest): Promise<HeardSpeech> {
  return measureSpeech(request, { fetch, baseUrl, signal: new AbortController().signal });
}

/** Resolves when the API answers; gives the milliseconds since the navigation began. */
export async function untilReady(): Promise<number> {
  for (;;) {
    if (navigator.serviceWorker.controller !== null && (await fetch('/v1/models')).ok)
      return performance.now();
    await wait(POLL_MS);
  }
}

/** A text that was heard, and how long it took from the call. */
export interface HeardText {
  readonly text: string;
  readonly ms: number;
}

/** Waits until a model is listed. */
export async function untilListed(model: string): Promise<void> {
  while (!(await fetch(`/v1/models/${model}`)).ok) await wait(POLL_MS);
}

/** Speaks a text; gives a WAV file of 16 bits at 24 kHz, in base64. */
export async function speakFile(request: {
  readonly model: string;
  readonly input: string;
}): Promise<string> {
  const response = await fetch('/v1/audio/speech', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...request, response_format: 'wav' }),
  });
  if (!response.ok) throw new Error(await response.text());
  const url = await readAsDataUrl(await response.blob());
  return url.slice(url.indexOf(',') + 1);
}

/** Writes down a sound file in base64 as any script of the page would, by an upload. */
export async function hear({
  base64,
  name,
}: {
  readonly base64: string;
  readonly name: string;
}): Promise<HeardText> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const form = new FormData();
  form.append('file', new File([bytes], name));
  form.append('language', 'en');
  form.append('response_format', 'verbose_json');
  const startedMs = performance.now();
  const response = await fetch('/v1/audio/transcriptions', { method: 'POST', body: form });
  if (!response.ok) throw new Error(await response.text());
  const { text } = (await response.json()) as HeardText;
  return { text, ms: performance.now() - startedMs };
}

function readAsDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.readAsDataURL(blob);
  });
}

/** Changes the engine's configuration and gives its status. */
export function configure(patch: object): Promise<unknown> {
  return callEngine('/v1/engine', 'PATCH', patch);
}

/** Gives what the engine is, which need not be what it was asked to be. */
export function status(): Promise<EngineStatus> {
  return callEngine('/v1/engine', 'GET') as Promise<EngineStatus>;
}

/** Waits until the engine has gone over to the GPU that it was asked for, or has decided against it. */
export async function untilGpuDecided(): Promise<EngineStatus> {
  const givesUpAtMs = performance.now() + GPU_PATIENCE_MS;
  for (;;) {
    const current = await status();
    const check = current.checks?.find(({ device }) => device === 'webgpu');
    const isRefused = check !== undefined && check.state !== 'checking' && !check.trusted;
    if (current.device === 'webgpu' || isRefused || performance.now() > givesUpAtMs) return current;
    await wait(POLL_MS);
  }
}

/** Unloads the engine's model. */
export function unload(): Promise<unknown> {
  return callEngine('/v1/engine', 'DELETE');
}

/** Loads the engine's model and times the stages that its status goes through. */
export async function load(): Promise<LoadTimes> {
  const startedMs = performance.now();
  const progress = { isOver: false, loadingAtMs: startedMs };
  const watching = watchLoad(progress);
  await callEngine('/v1/engine/load', 'POST').finally(() => {
    progress.isOver = true;
  });
  const totalMs = performance.now() - startedMs;
  await watching;
  const downloadMs = progress.loadingAtMs - startedMs;
  return { totalMs, downloadMs, startMs: totalMs - downloadMs };
}

/** Notes when the engine goes over from downloading to loading; leaves the time as it is where it never downloads. */
async function watchLoad(progress: { readonly isOver: boolean; loadingAtMs: number }): Promise<void> {
  let wasDownloading = false;
  while (!progress.isOver) {
    const { state } = await status();
    if (state === 'downloading') wasDownloading = true;
    else if (state === 'loading') {
      if (wasDownloading) progress.loadingAtMs = performance.now();
      return;
    }
    await wait(POLL_MS);
  }
}

async function callEngine(path: string, method: string, body?: object): Promise<unknown> {
  const response = await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

function wait(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, delayMs);
  });
}

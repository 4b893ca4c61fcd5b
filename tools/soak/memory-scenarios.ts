import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { toneModels, type Interceptor } from '../../tests/browser/support/site.ts';
import { createTwin, TWIN_MODEL } from '../../tests/fixtures/twin-model.ts';
import type { SoakBrowser } from './soak-browser.ts';

/** Something that may need memory beside the model that is loaded. */
export interface MemoryScenario {
  readonly name: string;
  /** Bytes of what is loaded beside it. */
  readonly weights: number;
  readonly act: (app: SoakBrowser) => Promise<void>;
}

const MEBIBYTE = 2 ** 20;

/** As large as Kokoro's weights in floats. */
const LARGE_BYTES = 326 * MEBIBYTE;
const LARGE_FILE = join(toneModels, '../large-file.onnx');

const HALF_HOUR_SECONDS = 1_800;
const TABS = 9;
const GPU_LIMIT_MS = 900_000;

const twin = createTwin(readFileSync(join(toneModels, 'catalog.json'), 'utf8'));

/** Serves a mirror with a second model, whose weights in floats are a large file that only an import brings. */
export const serveSecondModel: Interceptor = ({ url }, response) => {
  const isCatalog = url === '/models/catalog.json';
  if (!isCatalog && url !== `/models/${twin.path}`) return false;
  response.setHeader('Content-Type', isCatalog ? 'application/json' : 'application/octet-stream');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.end(isCatalog ? addLargeFile(twin.catalog) : twin.weights);
  return true;
};

/** What the tone model is tried with. */
export const memoryScenarios: readonly MemoryScenario[] = [
  { name: 'a text of half an hour, as one answer', weights: 0, act: speakHalfHour },
  { name: 'ten tabs', weights: 0, act: openTabs },
  { name: 'a second model speaks', weights: twin.weights.byteLength, act: (app) => speak(app, TWIN_MODEL) },
  { name: 'a trial of the GPU', weights: 0, act: tryGpu },
  { name: 'a file of 326 MiB is imported', weights: 0, act: importLargeFile },
  // Last, for nothing speaks after it.
  { name: 'that file, which is no model, is loaded', weights: 0, act: loadLargeFile },
];

/** Speaks for about a minute, for which the model is loaded; the last segments are as long as any become. */
export async function speakMinute({ reader }: SoakBrowser): Promise<void> {
  await ask(reader, { model: 'kokoro-82m', input: createText(24) });
}

/** Speaks one sentence, for which the model is loaded where it is not. */
export async function speak({ reader }: SoakBrowser, model = 'kokoro-82m'): Promise<void> {
  await ask(reader, { model, input: 'The harbour was quiet when the first boats came in.' });
}

/** Hears what the built-in voice says, for which the listening model is loaded. */
export async function listen({ reader }: SoakBrowser): Promise<void> {
  const problem = (await reader.evaluate(`(async () => {
    const json = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ model: 'espeak-ng', input: 'Good morning to you all.', response_format: 'wav' });
    const spoken = await fetch('/v1/audio/speech', { method: 'POST', headers: json, body });
    const form = new FormData();
    form.append('file', new File([await spoken.blob()], 'speech.wav'));
    form.append('model', 'whisper-base');
    const { client } = await (await import('/sotto.js')).installSpeech();
    await client.storage.fetchModel({ model: 'whisper-base' }, new AbortController().signal);
    const response = await fetch('/v1/audio/transcriptions', { method: 'POST', body: form });
    return response.status === 200 ? '' : response.text();
  })()`)) as string;
  if (problem !== '') throw new Error(problem);
}

async function ask(page: Page, request: Readonly<Record<string, string>>): Promise<number> {
  const init = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...request, voice: 'af_heart', response_format: 'pcm', stream: true }),
  };
  const answer = (await page.evaluate(`(async () => {
    const response = await fetch('/v1/audio/speech', ${JSON.stringify(init)});
    if (response.status !== 200) return response.text();
    let count = 0;
    for (const body = response.body.getReader(); ;) {
      const { done, value } = await body.read();
      if (done) return count;
      count += value.byteLength;
    }
  })()`)) as string | number;
  if (typeof answer === 'string') throw new Error(answer);
  return answer;
}

async function speakHalfHour({ reader }: SoakBrowser): Promise<void> {
  await reader.evaluate(`(async () => {
    const { client } = await (await import('/sotto.js')).installSpeech();
    await client.applySettings({ maxInputLength: 1_000_000 }, new AbortController().signal);
  })()`);
  const byteCount = await ask(reader, { model: 'kokoro-82m', input: createText(700) });
  const seconds = byteCount / 2 / 24_000;
  if (seconds < HALF_HOUR_SECONDS) throw new Error(`It was ${Math.round(seconds)} s.`);
}

function createText(sentenceCount: number): string {
  const sentences = Array.from(
    { length: sentenceCount },
    (_, index) => `Sentence ${index + 1} follows, and has its own words.`,
  );
  return sentences.join(' ');
}

async function openTabs(app: SoakBrowser): Promise<void> {
  const tabs: Page[] = [];
  for (let count = 0; count < TABS; count += 1) tabs.push(await app.openTab());
  await speak(app);
  for (const tab of tabs) await tab.close();
}

async function importLargeFile({ reader }: SoakBrowser): Promise<void> {
  await reader.evaluate(`document.body.innerHTML = '<input type="file">'`);
  const input = await reader.$('input[type=file]');
  await input?.uploadFile(LARGE_FILE);
  const imported = (await reader.evaluate(`(async () => {
    const { client } = await (await import('/sotto.js')).installSpeech();
    const files = [...document.querySelector('input').files];
    const { imported, refused } = await client.storage.importFiles(files, new AbortController().signal);
    return imported.length === 1 ? '' : JSON.stringify(refused);
  })()`)) as string;
  if (imported !== '') throw new Error(imported);
}

/** The load must be refused. */
async function loadLargeFile({ reader }: SoakBrowser): Promise<void> {
  const config = JSON.stringify({ model: TWIN_MODEL, dtype: 'fp16', device: 'wasm' });
  const problem = (await reader.evaluate(`(async () => {
    const headers = { 'Content-Type': 'application/json' };
    const set = await fetch('/v1/engine', { method: 'PATCH', headers, body: ${JSON.stringify(config)} });
    if (set.status !== 200) return set.text();
    const { status } = await fetch('/v1/engine/load', { method: 'POST', body: '{}' });
    return status < 400 ? 'It was loaded.' : '';
  })()`)) as string;
  if (problem !== '') throw new Error(problem);
}

async function tryGpu({ reader }: SoakBrowser): Promise<void> {
  const problem = (await reader.evaluate(`(async () => {
    const headers = { 'Content-Type': 'application/json' };
    await fetch('/v1/engine', { method: 'PATCH', headers, body: JSON.stringify({ device: 'webgpu' }) });
    await fetch('/v1/engine/load', { method: 'POST', body: '{}' });
    for (const untilMs = performance.now() + ${GPU_LIMIT_MS}; performance.now() < untilMs; ) {
      const { device, checks } = await (await fetch('/v1/engine')).json();
      if (device === 'webgpu' || checks.some((check) => check.device === 'webgpu' && check.state !== 'checking')) break;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    const { checks } = await (await fetch('/v1/engine')).json();
    const state = checks.find(({ device }) => device === 'webgpu')?.state;
    await fetch('/v1/engine', { method: 'PATCH', headers, body: JSON.stringify({ device: 'wasm' }) });
    return state === 'trusted' ? '' : 'The GPU is ' + (state ?? 'not checked');
  })()`)) as string;
  if (problem !== '') throw new Error(problem);
}

function addLargeFile(catalog: string): string {
  if (!existsSync(LARGE_FILE)) writeFileSync(LARGE_FILE, Buffer.alloc(LARGE_BYTES, 'sotto'));
  largeHash ??= createHash('sha256').update(readFileSync(LARGE_FILE)).digest('hex');
  const parsed = JSON.parse(catalog) as { models: { weights: Record<string, unknown> }[] };
  const [, second] = parsed.models;
  if (second === undefined) throw new Error('The mirror has no second model.');
  second.weights['fp16'] = { path: 'onnx/large.onnx', bytes: LARGE_BYTES, sha256: largeHash };
  return JSON.stringify(parsed);
}

let largeHash: string | undefined;

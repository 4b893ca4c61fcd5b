import { isAbortError, orAbort } from '../std/abort.ts';
import { withinLimit } from '../std/within-limit.ts';
import type { SpeechClient } from '../page/speech-client.ts';
import type { CompareKernels } from '../page/compare-kernels.ts';
import type { KernelComparison } from '../contract/kernel-comparison.ts';
import { BUILT_IN, type EngineStatus } from '../contract/engine-status.ts';
import { readDeviceFacts, readMemoryBytes, type DeviceFacts } from '../page/device-facts.ts';
import { toRealTimeFactor, type HeardSpeech, HeardSpeechMeter } from './heard-speech.ts';
import { median } from './statistics.ts';
import type { BenchmarkText } from './texts.ts';

/** What to ask the API for; it is asked for streamed PCM, which holds nothing but sound. */
export interface MeasuredRequest {
  readonly model: string;
  readonly voice: string;
  readonly input: string;
}

interface MeasureOptions {
  readonly fetch: typeof fetch;
  /** Where the app lies, absolute, with a slash at the end. */
  readonly baseUrl: string;
  readonly signal: AbortSignal;
}

/** What to measure. */
export interface BenchmarkPlan {
  /** Canonical model id. */
  readonly model: string;
  readonly voice: string;
  readonly texts: readonly BenchmarkText[];
  /** How often each text is spoken. */
  readonly rounds: number;
  /** Whether the kernels are compared with ONNX Runtime alone, where the model runs on the processor. */
  readonly comparesKernels: boolean;
}

/** How one text was spoken: medians over the rounds. */
export interface BenchmarkRow {
  readonly text: string;
  readonly firstSoundMs: number;
  readonly realTimeFactor: number;
  readonly audioSeconds: number;
  readonly stallSeconds: number;
  readonly rounds: readonly HeardSpeech[];
}

/** All that a benchmark measured; the page shows it and offers it as JSON. */
export interface BenchmarkReport {
  /** When it ended, in ISO 8601. */
  readonly date: string;
  readonly model: string;
  readonly device: DeviceFacts;
  readonly engine: Pick<EngineStatus, 'engine' | 'device' | 'dtype' | 'threads'>;
  /** Whether the weights are the official ones; null where that is not known, and for the built-in voice. */
  readonly isOfficial: boolean | null;
  /** Until the engine was ready: next to nothing if it was so before, and with the download if there was one. */
  readonly loadMs: number;
  /** The first answer after loading, which is not part of the rows. */
  readonly firstAnswer: HeardSpeech;
  readonly rows: readonly BenchmarkRow[];
  /** Of the page and its workers while they spoke; null where it was not measured. */
  readonly memoryBytes: number | null;
  /** Null where it was not asked for, does not apply, or failed. */
  readonly kernels: KernelComparison | null;
  /** Why the comparison failed; null where it did not. */
  readonly kernelsError: string | null;
}

/** How far a benchmark has come; `done` and `total` count steps of about equal importance. */
export interface BenchmarkProgress {
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

interface BenchmarkServices {
  readonly client: Pick<SpeechClient, 'configureEngine' | 'loadEngine' | 'unloadEngine' | 'engineStatus'>;
  readonly compareKernels: CompareKernels;
  readonly fetch: typeof fetch;
  readonly baseUrl: string;
  readonly onProgress: (progress: BenchmarkProgress) => void;
  readonly signal: AbortSignal;
}

const MEMORY_PATIENCE_MS = 5_000;

/** Loads the model and speaks each text `rounds` times, all texts once before any for the second time. */
export async function runBenchmark(
  plan: BenchmarkPlan,
  services: BenchmarkServices,
): Promise<BenchmarkReport> {
  const { onProgress, signal } = services;
  const total = 2 + plan.texts.length * plan.rounds;
  onProgress({ step: 'Loading the model', done: 0, total });
  const startedMs = performance.now();
  const status = await loadModel(plan.model, services);
  const loadMs = performance.now() - startedMs;
  const speak = (text: string): Promise<HeardSpeech> =>
    measureSpeech({ model: plan.model, voice: plan.voice, input: text }, services);
  onProgress({ step: 'Speaking for the first time', done: 1, total });
  const firstAnswer = await speak('One, two, three, and the measuring begins.');
  // The browser answers when it happens to collect garbage. Only a model is worth the wait.
  const memory = plan.model === BUILT_IN ? Promise.resolve(null) : readMemoryBytes();
  const heard = plan.texts.map((): HeardSpeech[] => []);
  for (let round = 0; round < plan.rounds; round += 1) {
    for (const [index, { name, text }] of plan.texts.entries()) {
      const step = `Speaking ${name}, round ${round + 1} of ${plan.rounds}`;
      onProgress({ step, done: 2 + round * plan.texts.length + index, total });
      heard[index]?.push(await speak(text));
    }
  }
  onProgress({ step: 'Measuring memory', done: total, total });
  const memoryBytes = await orAbort(
    withinLimit(memory, MEMORY_PATIENCE_MS, () => null),
    signal,
  );
  const comparison = plan.comparesKernels ? await compare(plan, status, services) : NO_COMPARISON;
  return {
    date: new Date().toISOString(),
    model: plan.model,
    device: await readDeviceFacts(),
    engine: toEngineFacts(plan.model, status),
    isOfficial: plan.model === BUILT_IN ? null : (status.weights?.isOfficial ?? null),
    loadMs,
    firstAnswer,
    rows: plan.texts.map(({ name }, index) => toRow(name, heard[index] ?? [])),
    memoryBytes,
    ...comparison,
  };
}

type Comparison = Pick<BenchmarkReport, 'kernels' | 'kernelsError'>;

const NO_COMPARISON: Comparison = { kernels: null, kernelsError: null };

/** Frees the engine's memory first, which loads again when it is next used. A failure is reported, and costs nothing else. */
async function compare(
  { model, rounds }: BenchmarkPlan,
  { device, dtype, threads }: EngineStatus,
  { client, compareKernels, baseUrl, onProgress, signal }: BenchmarkServices,
): Promise<Comparison> {
  if (model === BUILT_IN || device !== 'wasm' || dtype === null) return NO_COMPARISON;
  const show = (progress: { readonly done: number; readonly total: number }): void =>
    onProgress({ step: 'Comparing the kernels with ONNX Runtime alone', ...progress });
  show({ done: 0, total: 1 });
  try {
    await client.unloadEngine(signal);
    const request = { baseUrl, model, dtype, threads, rounds };
    const kernels = await compareKernels(request, { signal, onProgress: show });
    return { kernels, kernelsError: null };
  } catch (error) {
    signal.throwIfAborted();
    if (isAbortError(error)) throw error;
    return { kernels: null, kernelsError: error instanceof Error ? error.message : String(error) };
  }
}

function loadModel(model: string, { client, signal }: BenchmarkServices): Promise<EngineStatus> {
  if (model === BUILT_IN) return client.engineStatus(signal);
  return client.configureEngine({ model }, signal).then(() => client.loadEngine(signal));
}

function toEngineFacts(model: string, status: EngineStatus): BenchmarkReport['engine'] {
  if (model === BUILT_IN) return { engine: BUILT_IN, device: null, dtype: null, threads: 1 };
  const { engine, device, dtype, threads } = status;
  return { engine, device, dtype, threads };
}

function toRow(text: string, rounds: readonly HeardSpeech[]): BenchmarkRow {
  return {
    text,
    firstSoundMs: median(rounds.map(({ firstSoundMs }) => firstSoundMs)),
    realTimeFactor: median(rounds.map(toRealTimeFactor)),
    audioSeconds: median(rounds.map(({ audioSeconds }) => audioSeconds)),
    stallSeconds: median(rounds.map(({ stallSeconds }) => stallSeconds)),
    rounds,
  };
}

/** Makes one request through the API and times it as its caller sees it. Throws what the API answers as an error. */
export async function measureSpeech(
  request: MeasuredRequest,
  { fetch, baseUrl, signal }: MeasureOptions,
): Promise<HeardSpeech> {
  const meter = new HeardSpeechMeter();
  const startedMs = performance.now();
  const response = await fetch(new URL('v1/audio/speech', baseUrl), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...request, response_format: 'pcm' }),
    signal,
  });
  if (!response.ok || response.body === null) throw new Error(await response.text());
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return meter.finish();
    meter.add(value.byteLength, performance.now() - startedMs);
  }
}

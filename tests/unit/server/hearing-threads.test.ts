import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  HearingThreads,
  type HearingThreadCalls,
  type KeptSpeakers,
} from '../../../src/server/hearing-threads.ts';
import type { HearingJob, HeardWindow, VoiceDetector } from '../../../src/contract/hearing.ts';
import type {
  CreateWhisperSession,
  WhisperSession,
} from '../../../src/engines/whisper/session/ort-session.ts';
import { createDeferred } from '../../../src/std/deferred.ts';
import { serveRpc } from '../../../src/wire/rpc.ts';
import { NearWorker } from '../../fixtures/near-worker.ts';

const { signal } = new AbortController();
const samples = new Float32Array(16_000);
const activity = {
  probabilities: Float32Array.of(0.5),
  memory: { state: new Float32Array(1), context: new Float32Array(1) },
};
const job: HearingJob = {
  ...{ task: 'transcribe', language: 'en', languages: [], prompt: '', temperature: null, hasWords: false },
  samples,
};
const window = { frames: Uint8Array.of(1), voices: [null, null, null] };

interface Opened {
  readonly createWhisper: CreateWhisperSession;
  readonly speakers: KeptSpeakers;
  readonly detector: VoiceDetector;
  readonly workers: NearWorker[];
  /** How often the models were started, and how often they heard. */
  readonly counts: { starts: number; hears: number };
}

/** Opens threads whose detector and speakers crash for as many windows as `crashes` says; speakers start with `starting`. */
function open(crashes: number, starting?: () => Promise<void>): Opened {
  const workers: NearWorker[] = [];
  const counts = { starts: 0, hears: 0 };
  const threads = new HearingThreads(() => {
    const { port1, port2 } = new MessageChannel();
    const worker = new NearWorker(port1);
    workers.push(worker);
    let config: string | null = null;
    const hear = <Result>(result: Result, aborted: AbortSignal): Result | Promise<Result> => {
      counts.hears += 1;
      if (counts.hears > crashes) return result;
      worker.crash();
      return new Promise((_resolve, reject) => {
        aborted.addEventListener('abort', () => reject(new Error('aborted')));
      });
    };
    serveRpc<HearingThreadCalls>(port2, {
      start: (options) => {
        worker.calls.push('start');
        config = options.config;
      },
      recognise: (): HeardWindow => ({
        ...{ language: config ?? 'none', segments: [], heardSeconds: 1, promptTokenCount: 0 },
      }),
      detect: (_, { signal: aborted }) => {
        worker.calls.push('detect');
        return hear(activity, aborted);
      },
      startSpeakers: () => {
        worker.calls.push('startSpeakers');
        counts.starts += 1;
        return starting?.();
      },
      hearSpeakers: (_, { signal: aborted }) => hear(window, aborted),
    });
    return worker as unknown as Worker;
  }, 'https://sotto.test/');
  const files = { segmentation: new Blob(), embedding: new Blob(), threads: 1, ortUrl: '' };
  const speakers = threads.createSpeakers(() => Promise.resolve(files));
  const { createWhisper, detector } = threads;
  return { createWhisper, speakers, detector, workers, counts };
}

function startWhisper({ createWhisper }: Opened, config: string): Promise<WhisperSession> {
  const files = { tokenizer: '', tokenizerConfig: '', generationConfig: '' };
  const blobs = { encoder: new Blob(), decoder: new Blob() };
  return createWhisper({ ...blobs, files, config, threads: 4, ortUrl: '' }, signal);
}

/** Which model answers. */
async function nameOf(whisper: WhisperSession): Promise<string> {
  return (await whisper.recognise(job, signal)).language;
}

describe('the threads that hear', () => {
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('have one model each, which answers for itself for as long as it is there', async () => {
    const opened = open(0);
    const { detector, speakers, workers } = opened;
    await detector.detect(samples, null, signal);
    const tiny = await startWhisper(opened, 'tiny');
    const base = await startWhisper(opened, 'base');
    await speakers.hear(samples, signal);
    expect([await nameOf(tiny), await nameOf(base), await nameOf(tiny)]).toEqual(['tiny', 'base', 'tiny']);
    // The first session of a thread settles how many threads compute for all that come after it.
    expect(workers.map(({ calls }) => calls)).toEqual([['detect'], ['start'], ['start'], ['startSpeakers']]);
    await tiny.release();
    await detector.detect(samples, null, signal);
    await speakers.hear(samples, signal);
    expect(await nameOf(base)).toBe('base');
    workers[2]!.crash();
    await expect(nameOf(base)).rejects.toThrow();
    expect(workers.map(({ isOver }) => isOver)).toEqual([false, true, true, false]);
  });

  it('start their models once for many windows', async () => {
    const { speakers, workers, counts } = open(0);
    expect(await speakers.hear(samples, signal)).toEqual(window);
    await speakers.hear(samples, signal);
    expect([workers.length, counts]).toEqual([1, { starts: 1, hears: 2 }]);
    speakers.leave();
    expect(workers.map(({ isOver }) => isOver)).toEqual([true]);
    await speakers.hear(samples, signal);
    expect([workers.length, counts]).toEqual([2, { starts: 2, hears: 3 }]);
  });

  it('start their models once for all who ask at the same time, though the first gives up', async () => {
    const [asked, begun] = [createDeferred(), createDeferred()];
    const { speakers, counts } = open(0, () => {
      asked.resolve();
      return begun.promise;
    });
    const impatient = new AbortController();
    const first = expect(speakers.hear(samples, impatient.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    const second = speakers.hear(samples, signal);
    await asked.promise;
    impatient.abort();
    await first;
    begun.resolve();
    expect(await second).toEqual(window);
    expect(counts).toEqual({ starts: 1, hears: 1 });
  });

  it('stay while one of those who asked still waits, however long the others have rested', async () => {
    const held = createDeferred();
    const { speakers, workers, counts } = open(0, () => held.promise);
    const impatient = new AbortController();
    const waiting = speakers.hear(samples, signal);
    const gaveUp = speakers.hear(samples, impatient.signal).catch(() => undefined);
    vi.useFakeTimers();
    impatient.abort();
    await gaveUp;
    await vi.advanceTimersByTimeAsync(200_000);
    vi.useRealTimers();
    expect(workers.map(({ isOver }) => isOver)).toEqual([false]);
    held.resolve();
    expect(await waiting).toEqual(window);
    expect(counts.starts).toBe(1);
  });

  it('are started again where they crash, and hear the window once more', async () => {
    const { speakers, workers, counts } = open(1);
    expect(await speakers.hear(samples, signal)).toEqual(window);
    expect(workers.map(({ isOver }) => isOver)).toEqual([true, false]);
    expect(counts).toEqual({ starts: 2, hears: 2 });
  });

  it('look for voices once more where they crash', async () => {
    const { detector, workers } = open(1);
    expect(await detector.detect(samples, null, signal)).toEqual(activity);
    expect(workers.map(({ isOver }) => isOver)).toEqual([true, false]);
  });

  it('give up where they crash twice, and hear again when they are asked later', async () => {
    const { speakers, workers } = open(2);
    await expect(speakers.hear(samples, signal)).rejects.toThrow();
    expect(await speakers.hear(samples, signal)).toEqual(window);
    expect(workers).toHaveLength(3);
  });
});

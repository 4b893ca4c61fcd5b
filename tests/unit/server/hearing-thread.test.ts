import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HearingThread, type HearingThreadCalls } from '../../../src/server/hearing-thread.ts';
import type { VoiceDetector } from '../../../src/contract/hearing.ts';
import type { SpeakerModels } from '../../../src/contract/speakers.ts';
import { serveRpc } from '../../../src/wire/rpc.ts';

const { signal } = new AbortController();
const samples = new Float32Array(16_000);
const activity = {
  probabilities: Float32Array.of(0.5),
  memory: { state: new Float32Array(1), context: new Float32Array(1) },
};
const window = { frames: Uint8Array.of(1), voices: [null, null, null] };

/** A worker in this thread: what is posted to it comes out of a port, and it can crash. */
class NearWorker extends EventTarget {
  readonly #port: MessagePort;
  isOver = false;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent('message', { data: data as unknown }));
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  crash(): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
  }

  terminate(): void {
    this.isOver = true;
    this.#port.close();
  }
}

interface Opened {
  readonly speakers: SpeakerModels;
  readonly detector: VoiceDetector;
  readonly workers: NearWorker[];
  /** How often the models were started, and how often they heard. */
  readonly counts: { starts: number; hears: number };
}

/** Opens a thread whose models crash for as many windows as `crashes` says. */
function open(crashes: number): Opened {
  const workers: NearWorker[] = [];
  const counts = { starts: 0, hears: 0 };
  const thread = new HearingThread(() => {
    const { port1, port2 } = new MessageChannel();
    const worker = new NearWorker(port1);
    workers.push(worker);
    const refuse = (): never => {
      throw new Error('There is no recogniser here.');
    };
    const hear = <Result>(result: Result, aborted: AbortSignal): Result | Promise<Result> => {
      counts.hears += 1;
      if (counts.hears > crashes) return result;
      worker.crash();
      return new Promise((_resolve, reject) => {
        aborted.addEventListener('abort', () => reject(new Error('aborted')));
      });
    };
    serveRpc<HearingThreadCalls>(port2, {
      ...{ start: refuse, recognise: refuse },
      detect: (_, { signal: aborted }) => hear(activity, aborted),
      startSpeakers: () => {
        counts.starts += 1;
      },
      hearSpeakers: (_, { signal: aborted }) => hear(window, aborted),
    });
    return worker as unknown as Worker;
  }, 'https://sotto.test/');
  const files = { segmentation: new Blob(), embedding: new Blob(), threads: 1, ortUrl: '' };
  const speakers = thread.createSpeakers(() => Promise.resolve(files));
  return { speakers, detector: thread.detector, workers, counts };
}

describe('the thread that hears', () => {
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('starts the models once for many windows', async () => {
    const { speakers, workers, counts } = open(0);
    expect(await speakers.hear(samples, signal)).toEqual(window);
    await speakers.hear(samples, signal);
    expect([workers.length, counts]).toEqual([1, { starts: 1, hears: 2 }]);
  });

  it('is started again where it crashes, and hears the window once more', async () => {
    const { speakers, workers, counts } = open(1);
    expect(await speakers.hear(samples, signal)).toEqual(window);
    expect(workers.map(({ isOver }) => isOver)).toEqual([true, false]);
    expect(counts).toEqual({ starts: 2, hears: 2 });
  });

  it('looks for voices once more where it crashes', async () => {
    const { detector, workers } = open(1);
    expect(await detector.detect(samples, null, signal)).toEqual(activity);
    expect(workers.map(({ isOver }) => isOver)).toEqual([true, false]);
  });

  it('gives up where it crashes twice, and hears again when it is asked later', async () => {
    const { speakers, workers } = open(2);
    await expect(speakers.hear(samples, signal)).rejects.toThrow();
    expect(await speakers.hear(samples, signal)).toEqual(window);
    expect(workers).toHaveLength(3);
  });
});

import { serveSession } from '../../../../../src/engines/kokoro/session/serve-session.ts';
import type { CreateSession } from '../../../../../src/engines/kokoro/session/session.ts';
import {
  createWorkerSessions,
  type WorkerSessions,
} from '../../../../../src/engines/kokoro/session/worker-session.ts';
import { Scope } from '../../../../../src/std/scope.ts';

/** A worker whose thread is this one: a channel with the session's end served. */
export class FakeWorker extends EventTarget {
  readonly #port: MessagePort;
  readonly #scope = new Scope();
  isTerminated = false;

  constructor(createSession: CreateSession) {
    super();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }: MessageEvent<unknown>): unknown =>
      this.dispatchEvent(new MessageEvent('message', { data }));
    port2.start();
    serveSession(port2, createSession, this.#scope);
  }

  postMessage(message: unknown, transfer: Transferable[]): void {
    this.#port.postMessage(message, transfer);
  }

  terminate(): void {
    this.isTerminated = true;
    this.#scope.dispose();
    this.#port.close();
  }

  /** Returns whether the error counts as one of the thread that started this one, too. */
  crash(): boolean {
    return this.dispatchEvent(
      Object.assign(new Event('error', { cancelable: true }), { message: 'out of memory' }),
    );
  }
}

/** Sessions in such workers, and the workers that were started. */
export function createSubject(run: CreateSession): {
  create: CreateSession;
  expectSession: WorkerSessions['expectSession'];
  workers: FakeWorker[];
} {
  const workers: FakeWorker[] = [];
  const { createSession: create, expectSession } = createWorkerSessions(() => {
    const worker = new FakeWorker(run);
    workers.push(worker);
    return worker as unknown as Worker;
  });
  return { create, expectSession, workers };
}

/** Options of a session whose model is three bytes. */
export const options = (): Parameters<CreateSession>[0] => ({
  model: new Blob([new Uint8Array([1, 2, 3])]),
  device: 'wasm',
  threads: 1,
  ortUrl: 'http://localhost/ort/',
});

/** A session whose samples are the bytes of its model. */
export const echo: CreateSession = ({ model, device, threads }) =>
  Promise.resolve({
    ...{ device, threads, generator: null, isSplit: false },
    run: async ({ tokenIds }) => ({
      samples: Float32Array.from(new Uint8Array(await model.arrayBuffer())),
      durations: Int32Array.from(tokenIds),
    }),
    release: () => Promise.resolve(),
  });

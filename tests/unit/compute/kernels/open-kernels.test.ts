import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTail } from '../../../../src/engines/kokoro/tail/generator.ts';
import type { KernelMessage, KernelWorker } from '../../../../src/compute/kernels/serve-kernels.ts';
import type { KernelThreads } from '../../../../src/compute/kernels/kernel-threads.ts';
import { openKernels } from '../../../../src/compute/kernels/open-kernels.ts';
import { Scope } from '../../../../src/std/scope.ts';
import { buildKernels, KERNELS_DIR } from '../../../../tools/kernels/build-kernels.ts';
import { createInput, createWeights, onlyGenerator } from '../../engines/kokoro/tail/made-up-weights.ts';
import { createNodeWorker } from './node-threads.ts';

const CHANNELS = 64;
const KERNELS_URL = 'https://app.test/kernels/';

/** A worker whose script cannot be loaded. */
function createBrokenWorker(): KernelWorker {
  const target = new EventTarget();
  return {
    postMessage: () => {
      queueMicrotask(() => target.dispatchEvent(Object.assign(new Event('error'), { message: 'No script' })));
    },
    terminate: () => undefined,
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
  };
}

describe('opening the kernels', () => {
  let scope = new Scope();
  let fetched: string[] = [];
  const { signal } = new AbortController();
  const open = (threads: number, createWorker = createNodeWorker): Promise<KernelThreads | null> =>
    openKernels({ kernelsUrl: KERNELS_URL, threads, createWorker, scope }, signal);

  beforeAll(() => buildKernels(), 120_000);

  beforeEach(() => {
    fetched = [];
    vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
      init.signal?.throwIfAborted();
      expect(url.href.startsWith(KERNELS_URL)).toBe(true);
      const name = url.href.slice(KERNELS_URL.length);
      fetched.push(name);
      return new Response(await readFile(join(KERNELS_DIR, name)));
    });
  });

  afterEach(() => {
    scope.dispose();
    scope = new Scope();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('shares memory between threads on an isolated page, and they give what one thread gives', async () => {
    vi.stubGlobal('crossOriginIsolated', true);
    const three = await open(3);
    vi.stubGlobal('crossOriginIsolated', false);
    const one = await open(3);
    expect(three?.memory.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(three?.count).toBe(3);
    expect(one?.memory.buffer).toBeInstanceOf(ArrayBuffer);
    expect(one?.count).toBe(1);
    expect(three?.build).toMatchObject({ threads: 3 });
    expect(three?.build?.limit ?? '').not.toContain('isolated');
    expect(one?.build?.limit).toContain('the page is not isolated');
    const weights = createWeights(CHANNELS);
    const input = createInput(CHANNELS, 7);
    const alone = await createTail(onlyGenerator(weights), one!).generate(input);
    const together = await createTail(onlyGenerator(weights), three!).generate(input, signal);
    // Statistics are gathered in other portions.
    together.forEach((value, index) => expect(value).toBeCloseTo(alone[index]!, 3));
  });

  it('takes fused multiply-add only where the browser knows it', async () => {
    await open(1);
    const relaxed = await readFile(join(KERNELS_DIR, 'kernels-relaxed.wasm'));
    expect(fetched).toEqual(
      WebAssembly.validate(relaxed) ? ['kernels-relaxed.wasm'] : ['kernels-relaxed.wasm', 'kernels.wasm'],
    );
    fetched = [];
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(true);
    // Where it is not known, compiling fails next.
    await open(1).catch(() => undefined);
    expect(fetched).toEqual(['kernels-relaxed.wasm']);
  });

  it('opens nothing where WebAssembly has no SIMD', async () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    vi.stubGlobal('crossOriginIsolated', true);
    expect(await open(2)).toBeNull();
    expect(await open(1)).toBeNull();
    expect(fetched).toHaveLength(4);
  });

  it('goes on without workers that do not start', async () => {
    vi.stubGlobal('crossOriginIsolated', true);
    let count = 0;
    const threads = await open(3, () => (count++ === 0 ? createBrokenWorker() : createNodeWorker()));
    expect(threads?.count).toBe(2);
    expect(threads?.build?.limit).toContain('1 of 3 threads did not start');
    const waveform = await createTail(onlyGenerator(createWeights(CHANNELS)), threads!).generate(
      createInput(CHANNELS, 3),
    );
    expect(waveform.every(Number.isFinite)).toBe(true);
  });

  it('runs on one thread where the system has no memory to share', async () => {
    vi.stubGlobal('crossOriginIsolated', true);
    const { Memory } = WebAssembly;
    vi.spyOn(WebAssembly, 'Memory').mockImplementation(function (descriptor) {
      if (descriptor.shared === true) throw new RangeError('could not allocate memory');
      return new Memory(descriptor);
    });
    const threads = await open(2);
    expect(threads?.count).toBe(1);
  });

  it('rejects where the builds are not there, and when it is called off', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 404 })));
    await expect(open(1)).rejects.toThrow('kernels-relaxed.wasm cannot be fetched: status 404');
    const options = { kernelsUrl: KERNELS_URL, threads: 2, createWorker: createNodeWorker, scope };
    vi.unstubAllGlobals();
    await expect(openKernels(options, AbortSignal.abort())).rejects.toThrow(/abort/i);
  });
});

describe('a run of the kernels that ends early', () => {
  let scope = new Scope();

  afterEach(() => {
    scope.dispose();
    scope = new Scope();
    vi.unstubAllGlobals();
  });

  const open = async (
    threads: number,
    createWorker: () => KernelWorker = createNodeWorker,
  ): Promise<KernelThreads> => {
    vi.stubGlobal('crossOriginIsolated', true);
    vi.stubGlobal('fetch', async (url: URL) => new Response(await readFile(join(KERNELS_DIR, url.pathname))));
    const options = { kernelsUrl: 'https://app.test/', threads, createWorker, scope };
    return (await openKernels(options, scope.signal))!;
  };

  it.each([1, 3])('stops between two steps on %s threads, and the next run is right', async (count) => {
    const weights = createWeights(CHANNELS);
    const generator = createTail(onlyGenerator(weights), await open(count));
    const input = createInput(CHANNELS, 40);
    const expected = await generator.generate(input);
    const longInput = createInput(CHANNELS, 3000);
    for (let round = 0; round < 3; round += 1) {
      const controller = new AbortController();
      const long = generator.generate(longInput, controller.signal);
      // The thread looks at its messages while it computes, or this would come too late.
      setImmediate(() => controller.abort(new DOMException('Enough', 'AbortError')));
      await expect(long).rejects.toThrow('Enough');
      expect(await generator.generate(input)).toEqual(expected);
    }
  });

  it('fails within seconds when another thread is killed with a job in its hands, and ever after', async () => {
    const workers: KernelWorker[] = [];
    const createWatched = (): KernelWorker => {
      const worker = createNodeWorker();
      workers.push(worker);
      return worker;
    };
    const generator = createTail(onlyGenerator(createWeights(CHANNELS)), await open(3, createWatched));
    const long = generator.generate(createInput(CHANNELS, 6000), scope.signal);
    setTimeout(() => workers[0]!.terminate(), 50);
    await expect(long).rejects.toThrow('A kernel thread was lost');
    await expect(generator.generate(createInput(CHANNELS, 2), scope.signal)).rejects.toThrow('lost');
  }, 60_000);

  it('fails, rather than waits for ever, when another thread fails', async () => {
    const createSpoilt = (): KernelWorker => {
      const worker = createNodeWorker();
      return {
        ...worker,
        postMessage: (message: KernelMessage) =>
          // Beyond the end of memory: the first convolution of this thread traps.
          worker.postMessage(message.type === 'run' ? { ...message, scratch: 0xffff_fff0 } : message),
      };
    };
    const generator = createTail(onlyGenerator(createWeights(CHANNELS)), await open(2, createSpoilt));
    await expect(generator.generate(createInput(CHANNELS, 400), scope.signal)).rejects.toThrow(
      'A kernel thread failed',
    );
  });
});

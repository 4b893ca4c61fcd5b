import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultSettings, toEngineConfig, toServerSettings } from '../../../src/page/settings.ts';
import { startThreads } from '../../../src/page/start-threads.ts';
import { Scope } from '../../../src/std/scope.ts';

/** A worker whose fate is in the test's hands. */
class HandWorker extends EventTarget {
  readonly messages: { readonly type: string }[] = [];
  isTerminated = false;

  postMessage(message: { readonly type: string }): void {
    this.messages.push(message);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  fail(): void {
    this.dispatchEvent(new Event('error'));
  }
}

let scope: Scope;
let servers: HandWorker[];
let engines: HandWorker[];
let restartCount: number;
let missing: unknown[];
/** What the host says of the script of a worker that failed. */
let requireScript: ReturnType<typeof vi.fn<(name: string) => Promise<void>>>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  scope = new Scope();
  [servers, engines, restartCount, missing] = [[], [], 0, []];
  requireScript = vi.fn(() => Promise.resolve());
  const create = (list: HandWorker[]) => () => {
    const worker = new HandWorker();
    list.push(worker);
    return worker as unknown as Worker;
  };
  startThreads(
    scope,
    {
      places: { scopeUrl: 'http://localhost/', filesUrl: 'http://localhost/' },
      settings: () => toServerSettings(defaultSettings),
      config: () => toEngineConfig(defaultSettings),
      onKeepAlive: () => undefined,
      onSettled: () => undefined,
      onRestart: () => (restartCount += 1),
      onMissing: (error) => missing.push(error),
    },
    { createServer: create(servers), createEngine: create(engines), requireScript },
  );
});

afterEach(() => {
  scope.dispose();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

test('a server that cannot start is started again, even while its engine is replaced', async () => {
  servers[0]?.fail();
  await pass(0);
  servers[1]?.fail();
  // The engine is replaced while the server waits for its turn.
  servers[1]?.say({ type: 'engine-lost', number: 2, reason: 'it ran out of memory' });
  await pass(1_000);
  expect(servers).toHaveLength(3);
  expect(servers.map(({ isTerminated }) => isTerminated)).toEqual([true, true, false]);
  expect(engines.filter(({ isTerminated }) => !isTerminated)).toHaveLength(1);
  expect(restartCount).toBe(2);
});

test('an uncaught error in a server that serves ends nothing', async () => {
  servers[0]?.say({ type: 'ready', lock: null });
  servers[0]?.fail();
  await pass(60_000);
  expect([servers.length, engines.length, restartCount]).toEqual([1, 1, 0]);
});

test('an engine that fails is replaced alone, and a healthy minute makes up for failures', async () => {
  for (const delayMs of [0, 1_000, 2_000]) {
    const count = engines.length;
    engines.at(-1).fail();
    await pass(Math.max(0, delayMs - 1));
    expect(engines).toHaveLength(delayMs === 0 ? count + 1 : count);
    await pass(1);
    expect(engines).toHaveLength(count + 1);
  }
  await pass(60_000);
  engines.at(-1).fail();
  await pass(0);
  expect(engines).toHaveLength(5);
  expect(servers).toHaveLength(1);
  expect(servers[0]?.messages.filter(({ type }) => type === 'engine')).toHaveLength(5);
});

test('an engine that the server misses is replaced once, also where an error told of its end before', async () => {
  engines[0]?.fail();
  await pass(0);
  expect(engines).toHaveLength(2);
  servers[0]?.say({ type: 'engine-lost', number: 1, reason: 'it is gone' });
  expect(engines.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
  servers[0]?.say({ type: 'engine-lost', number: 2, reason: 'it is gone' });
  expect(engines.map(({ isTerminated }) => isTerminated)).toEqual([true, true, false]);
  expect(servers[0]?.messages.filter(({ type }) => type === 'engine')).toMatchObject(
    [1, 2, 3].map((number) => ({ number })),
  );
});

test('a worker whose script is not there is reported, and asked about once', async () => {
  requireScript.mockImplementation((name) =>
    name === 'engine' ? Promise.reject(new Error('There is no Sotto here.')) : Promise.resolve(),
  );
  servers[0]?.fail();
  await pass(0);
  expect(missing).toEqual([]);
  engines.at(-1)?.fail();
  await pass(1_000);
  engines.at(-1)?.fail();
  await pass(1_000);
  expect(missing).toEqual([new Error('There is no Sotto here.')]);
  expect(requireScript.mock.calls).toEqual([['server'], ['engine']]);
});

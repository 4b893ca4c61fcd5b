import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiFront } from '../../../../src/threads/service-worker/api-front.ts';
import { ForeignHostStore } from '../../../../src/threads/service-worker/foreign-hosts.ts';
import { HostFinder, type Page, type Pages } from '../../../../src/threads/service-worker/host-finder.ts';
import { receiveMessage } from '../../../../src/threads/service-worker/receive-message.ts';
import { PROTOCOL_VERSION } from '../../../../src/wire/protocol-version.ts';
import { createRandom } from '../../../contract/support/random.ts';
import { createHostileMessage } from '../../../fixtures/hostile-messages.ts';

const MESSAGES = 3_000;
const types = ['are-you-sotto', 'ping', 'connect', 'foreign-hosts', 'cancel', 'claim', 'toString', 'host'];
const fields = ['port', 'line', 'hosts', 'models', 'id', 'version', 'to'];

beforeEach(() => {
  // A browser that denies storage.
  const denied = (): Promise<never> => Promise.reject(new DOMException('Denied', 'SecurityError'));
  vi.stubGlobal('caches', { open: denied, match: denied });
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function createWorker() {
  const host: Page = {
    id: 'host',
    postMessage: (message) => {
      if (message.type === 'who-is-host') message.port.postMessage({ type: 'host' });
    },
  };
  const pages: Pages = {
    get: (id) => Promise.resolve(id === 'host' ? host : undefined),
    all: () => Promise.resolve([host]),
  };
  const hosts = new HostFinder(pages);
  const front = new ApiFront(pages, hosts, { basePath: '/' });
  const foreign = new ForeignHostStore('http://a.example/');
  const skipWaiting = vi.fn(() => Promise.resolve());
  const worker = {
    skipWaiting,
    clients: { claim: () => Promise.resolve() },
  };
  const held: Promise<unknown>[] = [];
  const receive = (data: unknown): void => {
    const event = { data, source: { id: 'other' }, waitUntil: (work: Promise<unknown>) => held.push(work) };
    receiveMessage(event, { worker, pages, hosts, front, foreign, keepFiles: () => Promise.resolve() });
  };
  return { receive, held, hosts, foreign, skipWaiting };
}

it('survives any message, and goes on as before', async () => {
  const random = createRandom(18);
  const { receive, held, hosts, foreign, skipWaiting } = createWorker();
  for (let count = 0; count < MESSAGES; count += 1) {
    receive(createHostileMessage(random, types, fields));
    const { hosts: list = [], models = false } = foreign.current ?? {};
    expect([list.every((host) => typeof host === 'string'), typeof models]).toEqual([true, 'boolean']);
  }
  await Promise.all(held);
  expect(skipWaiting).not.toHaveBeenCalled();
  await expect(hosts.find()).resolves.toMatchObject({ id: 'host' });
});

it('does not believe a host of another version', async () => {
  const { receive, held, hosts } = createWorker();
  for (const version of [PROTOCOL_VERSION - 1, PROTOCOL_VERSION + 1, String(PROTOCOL_VERSION), undefined])
    receive({ type: 'host', version });
  await Promise.all(held);
  expect(hosts.generation).toBe(0);
});

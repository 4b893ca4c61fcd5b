import { expect, it } from 'vitest';
import { ServiceWorkerLines } from '../../../src/server/service-worker-lines.ts';
import { HostFinder, type Page, type Pages } from '../../../src/threads/service-worker/host-finder.ts';

/** A host page whose server worker receives over lines; `closed` has the numbers of those that are no more. */
function createHost(onAsked: (openLine: () => MessagePort) => void = () => undefined) {
  const received: string[] = [];
  const closed: number[] = [];
  const lines = new ServiceWorkerLines(({ request }) => received.push(request.url));
  let count = 0;
  const openLine = (): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    const number = (count += 1);
    port2.addEventListener('close', () => closed.push(number));
    lines.add(port2);
    return port1;
  };
  const host: Page = {
    id: 'host',
    postMessage: (message) => {
      if (message.type === 'http') throw new Error('It came through the page.');
      if (message.type !== 'who-is-host') return;
      onAsked(openLine);
      const line = openLine();
      message.port.postMessage({ type: 'host', line }, [line]);
    },
  };
  const pages: Pages = { get: () => Promise.resolve(host), all: () => Promise.resolve([host]) };
  const send = (finder: HostFinder, url: string): void => {
    const { port1, port2 } = new MessageChannel();
    port1.close();
    const request = { method: 'GET', url, headers: [], clientId: '' };
    finder.send(host, { type: 'http', request, body: null, port: port2 });
  };
  return { received, closed, pages, send };
}

it('drops the line of a service worker that was started again, and of no other', async () => {
  const { received, closed, pages, send } = createHost();
  const [first, other] = [new HostFinder(pages, '/'), new HostFinder(pages, '/other/')];
  for (const finder of [first, other]) {
    await finder.find();
    send(finder, 'before');
  }
  await expect.poll(() => received).toEqual(['before', 'before']);
  expect(closed).toEqual([]);
  const again = new HostFinder(pages, '/');
  await again.find();
  await expect.poll(() => closed).toEqual([1]);
  for (const finder of [other, again]) send(finder, 'after');
  await expect.poll(() => received.slice(2)).toEqual(['after', 'after']);
  for (const finder of [other, again]) finder.forget('host');
});

it('keeps the line that its service worker uses, though another was opened since', async () => {
  const { received, closed, pages, send } = createHost((openLine) => finder.remember('host', openLine()));
  const finder = new HostFinder(pages, '/');
  await finder.find();
  await expect.poll(() => closed).toEqual([2]);
  send(finder, 'over the announced line');
  await expect.poll(() => received).toEqual(['over the announced line']);
  finder.forget('host');
});

it('keeps the line that was taken last, also where the lines say so in another order', async () => {
  const received: string[] = [];
  const lines = new ServiceWorkerLines(({ request }) => received.push(request.url));
  const open = (): { readonly port: MessagePort; readonly closed: Promise<unknown> } => {
    const { port1, port2 } = new MessageChannel();
    lines.add(port2);
    return { port: port1, closed: new Promise((resolve) => port1.addEventListener('close', resolve)) };
  };
  const [earlier, later] = [open(), open()];
  const taken = { type: 'taken', by: '/', start: 'one' };
  later.port.postMessage({ ...taken, count: 2 });
  await new Promise((resolve) => setImmediate(resolve));
  earlier.port.postMessage({ ...taken, count: 1 });
  await earlier.closed;
  const { port1, port2 } = new MessageChannel();
  const request = { method: 'GET', url: 'over the later line', headers: [], clientId: '' };
  later.port.postMessage({ type: 'http', request, body: null, port: port2 }, [port2]);
  await expect.poll(() => received).toEqual(['over the later line']);
  port1.close();
  later.port.close();
});

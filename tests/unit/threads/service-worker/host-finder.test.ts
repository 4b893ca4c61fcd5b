import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LineMessage } from '../../../../src/wire/service-worker.protocol.ts';
import { HostFinder, type Page, type Pages } from '../../../../src/threads/service-worker/host-finder.ts';

afterEach(() => {
  vi.useRealTimers();
});

interface FakePage extends Page {
  readonly questions: number;
}

function createPage(id: string, isHost: boolean): FakePage {
  let questions = 0;
  return {
    id,
    get questions() {
      return questions;
    },
    postMessage(message) {
      if (message.type !== 'who-is-host') return;
      questions += 1;
      if (isHost) message.port.postMessage({ type: 'host' });
    },
  };
}

function createPages(...list: Page[]): Pages & { remove(id: string): void } {
  return {
    get: (id) => Promise.resolve(list.find((page) => page.id === id)),
    all: () => Promise.resolve(list),
    remove: (id) =>
      list.splice(
        list.findIndex((page) => page.id === id),
        1,
      ),
  };
}

describe('HostFinder', () => {
  it('goes to the page that said it is the host, without asking', async () => {
    const host = createPage('one', true);
    const finder = new HostFinder(createPages(createPage('two', false), host));
    finder.remember('one');
    await expect(finder.find()).resolves.toBe(host);
    expect(host.questions).toBe(0);
  });

  it('asks all pages when it remembers none, and remembers the answer', async () => {
    const host = createPage('two', true);
    const finder = new HostFinder(createPages(createPage('one', false), host, createPage('three', false)));
    await expect(finder.find()).resolves.toBe(host);
    await finder.find();
    expect(host.questions).toBe(1);
  });

  it('asks once for requests that come together', async () => {
    const host = createPage('one', true);
    const finder = new HostFinder(createPages(host));
    await Promise.all([finder.find(), finder.find(), finder.find()]);
    expect(host.questions).toBe(1);
  });

  it('finds the next host when the remembered page is gone', async () => {
    const next = createPage('two', true);
    const pages = createPages(createPage('one', true), next);
    const finder = new HostFinder(pages);
    finder.remember('one');
    pages.remove('one');
    await expect(finder.find()).resolves.toBe(next);
  });

  it('gives up after a second without an answer, and at once without a page', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const finder = new HostFinder(createPages(createPage('one', false)));
    const found = finder.find();
    await vi.advanceTimersByTimeAsync(1_000);
    await expect(found).resolves.toBeUndefined();
    await expect(new HostFinder(createPages()).find()).resolves.toBeUndefined();
  });

  it('sends requests past the page over its line, and through it where there is none', async () => {
    const sent: string[] = [];
    const host: Page = {
      id: 'one',
      postMessage: (message) => {
        if (message.type === 'http') sent.push('through the page');
        if (message.type !== 'who-is-host') return;
        const line = createLine('over the answered line');
        message.port.postMessage({ type: 'host', line }, [line]);
      },
    };
    const createLine = (name: string): MessagePort => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }: MessageEvent<LineMessage>) => {
        if (data.type !== 'http') return;
        sent.push(`${name}: ${data.request.url}`);
        port1.close();
      };
      return port2;
    };
    const finder = new HostFinder(createPages(host));
    const send = (url: string): void => {
      const { port1, port2 } = new MessageChannel();
      port1.close();
      const request = { method: 'GET', url, headers: [], clientId: '' };
      finder.send(host, { type: 'http', request, body: null, port: port2 });
    };
    await finder.find();
    send('/1');
    await expect.poll(() => sent).toEqual(['over the answered line: /1']);
    finder.remember('one', createLine('over the announced line'));
    send('/2');
    await expect.poll(() => sent.at(-1)).toBe('over the announced line: /2');
    finder.remember('one');
    send('/3');
    expect(sent.at(-1)).toBe('through the page');
  });
});

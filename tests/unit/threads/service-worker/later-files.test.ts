import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LaterFiles, type FileEvent } from '../../../../src/threads/service-worker/later-files.ts';

const baseUrl = 'https://app.example/';
const files = [
  { url: 'assets/panel-abcdefgh.js', revision: null },
  { url: 'espeak/espeak-ng.js', revision: '1' },
];

/** What is kept, by address. */
const kept = new Map<string, string>();
/** What was fetched, each with the cache mode. */
let fetched: string[];
let status: number;
let type: string;

const toUrl = (request: string | { readonly url: string }): string =>
  typeof request === 'string' ? request : request.url;

beforeEach(() => {
  fetched = [];
  status = 200;
  type = 'text/javascript';
  const cache = {
    match: (key: string) => {
      const text = kept.get(key);
      return Promise.resolve(text === undefined ? undefined : new Response(text));
    },
    put: async (key: string, response: Response) => void kept.set(key, await response.text()),
    keys: () => Promise.resolve([...kept.keys()].map((url) => ({ url }))),
    delete: (request: string | { readonly url: string }) => Promise.resolve(kept.delete(toUrl(request))),
  };
  vi.stubGlobal('caches', { open: () => Promise.resolve(cache) });
  vi.stubGlobal('fetch', (request: string | { readonly url: string }, options?: RequestInit) => {
    fetched.push(`${toUrl(request)} ${options?.cache ?? 'for the page'}`);
    const response = new Response(`content of ${toUrl(request)}`, {
      status,
      headers: { 'Content-Type': type },
    });
    return Promise.resolve(Object.defineProperty(response, 'type', { value: 'basic' }));
  });
});

afterEach(() => {
  kept.clear();
  vi.unstubAllGlobals();
});

function create(listed = files): LaterFiles {
  return new LaterFiles(baseUrl, { files: listed, policy: "default-src 'self'" });
}

/** Asks for a file as a page does, and waits until it is kept. */
async function ask(later: LaterFiles, url: string): Promise<Response> {
  const waits: Promise<unknown>[] = [];
  const event: FileEvent = { request: new Request(url), waitUntil: (wait) => void waits.push(wait) };
  const response = await later.respond(event, url);
  await Promise.all(waits);
  return response;
}

describe('LaterFiles', () => {
  it('knows its own files', () => {
    const later = create();
    expect(later.includes(`${baseUrl}espeak/espeak-ng.js`)).toBe(true);
    expect(later.includes(`${baseUrl}espeak/other.js`)).toBe(false);
  });

  it('keeps a file when it is used, and fetches only the others then', async () => {
    const later = create();
    const script = `${baseUrl}espeak/espeak-ng.js`;
    expect(await (await ask(later, script)).text()).toBe(`content of ${script}`);
    const again = await ask(later, script);
    expect(await again.text()).toBe(`content of ${script}`);
    expect(again.headers.get('Content-Security-Policy')).toBe("default-src 'self'");
    await later.keepAll();
    await later.keepAll();
    expect(fetched).toEqual([`${script} for the page`, `${baseUrl}assets/panel-abcdefgh.js default`]);
  });

  it('asks the network for what may have changed under its address', async () => {
    await create().keepAll();
    expect(fetched).toContain(`${baseUrl}espeak/espeak-ng.js reload`);
  });

  it('has the files of the next version before it drops those of this one', async () => {
    await create().keepAll();
    const next = create([files[0]!, { url: 'espeak/espeak-ng.js', revision: '2' }]);
    fetched = [];
    await next.keepAll();
    expect(fetched).toEqual([`${baseUrl}espeak/espeak-ng.js reload`]);
    expect(kept.size).toBe(3);
    await next.activate();
    expect(kept.size).toBe(2);
    fetched = [];
    await ask(next, `${baseUrl}espeak/espeak-ng.js`);
    expect(fetched).toEqual([]);
  });

  it('keeps no answer that is not the file, and says so', async () => {
    status = 404;
    const later = create();
    expect((await ask(later, `${baseUrl}espeak/espeak-ng.js`)).status).toBe(404);
    await expect(later.keepAll()).rejects.toThrow('status 404');
    [status, type] = [200, 'text/html'];
    await ask(later, `${baseUrl}espeak/espeak-ng.js`);
    await expect(later.keepAll()).rejects.toThrow('or a page');
    expect(kept.size).toBe(0);
  });
});

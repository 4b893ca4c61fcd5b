import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isOwnRoute } from '../../../src/contract/route-match.ts';
import { createSpeechFetch, replaceFetch, type PostHttp } from '../../../src/page/speech-fetch.ts';
import { Scope } from '../../../src/std/scope.ts';
import { CANCEL_HEADER } from '../../../src/wire/cancel-header.ts';
import { createDeferred } from '../../../src/std/deferred.ts';
import { serveHttpOverPort } from '../../../src/wire/http-port.ts';

const page = 'https://app.example/studio/';

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: page });
  vi.stubGlobal('location', new URL(page));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const serve: PostHttp = ({ request: head, body, port }) => {
  void serveHttpOverPort(port, {
    head,
    body,
    handle: async (request) => new Response(`${request.method} ${await request.text()}`),
  });
};

function createFetch(answered: Promise<PostHttp | undefined>, isControlled = false) {
  const nativeFetch = vi.fn<typeof fetch>(() => Promise.resolve(new Response('network')));
  const cancel = vi.fn<(name: string) => void>();
  const speechFetch = createSpeechFetch({
    nativeFetch,
    isOwn: (url, method) => isOwnRoute(url, method, { origin: new URL(page).origin, basePath: '/studio/' }),
    isControlled: () => isControlled,
    untilAnswered: () => answered,
    cancel,
  });
  return { nativeFetch, speechFetch, cancel };
}

const api = 'https://app.example/v1/audio/speech';

describe('fetch before the page is controlled', () => {
  it('has the API answered by this page where that hosts', async () => {
    const { nativeFetch, speechFetch } = createFetch(Promise.resolve(serve));
    const response = await speechFetch(api, { method: 'POST', body: 'hello' });
    await expect(response.text()).resolves.toBe('POST hello');
    expect(nativeFetch).not.toHaveBeenCalled();
  });

  it('holds the API until the page is controlled, then lets the service worker have it', async () => {
    const controlled = createDeferred<PostHttp | undefined>();
    const { nativeFetch, speechFetch } = createFetch(controlled.promise);
    const response = speechFetch(api);
    await Promise.resolve();
    expect(nativeFetch).not.toHaveBeenCalled();
    controlled.resolve(undefined);
    await expect((await response).text()).resolves.toBe('network');
  });

  it('leaves everything else to the network at once', async () => {
    const { nativeFetch, speechFetch } = createFetch(createDeferred<undefined>().promise);
    await speechFetch('/style.css');
    await speechFetch('https://api.openai.com/v1/audio/speech');
    expect(nativeFetch).toHaveBeenCalledTimes(2);
  });

  it.each(['/api/v1/todos', '/audio/click.mp3', '/shop/health', '/docs/v1/models', '/v1/chat/completions'])(
    'leaves %s to the site',
    async (path) => {
      for (const isControlled of [false, true]) {
        const { nativeFetch, speechFetch } = createFetch(createDeferred<undefined>().promise, isControlled);
        const init = { method: 'POST', signal: new AbortController().signal };
        const url = new URL(path, page);
        await speechFetch(url, init);
        expect(nativeFetch).toHaveBeenCalledExactlyOnceWith(url, init);
      }
    },
  );

  it.each(['/v1/models', 'v1/audio/speech', '/studio/v1/nothing/../engine', '/health'])(
    'takes %s for the API',
    async (path) => {
      const { nativeFetch, speechFetch } = createFetch(Promise.resolve(serve));
      await speechFetch(new URL(path, page), { method: 'post' });
      expect(nativeFetch).not.toHaveBeenCalled();
    },
  );

  it('is the plain fetch once the page is controlled', async () => {
    const { nativeFetch, speechFetch } = createFetch(Promise.resolve(serve), true);
    await speechFetch(api);
    expect(nativeFetch).toHaveBeenCalledWith(api, undefined);
  });

  it('aborts', async () => {
    const { speechFetch } = createFetch(
      Promise.resolve(({ request: head, body, port }) => {
        void serveHttpOverPort(port, { head, body, handle: () => createDeferred<Response>().promise });
      }),
    );
    const controller = new AbortController();
    const response = speechFetch(api, { signal: controller.signal });
    await Promise.resolve();
    controller.abort();
    await expect(response).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('fetch in a controlled page', () => {
  const never = createDeferred<undefined>().promise;

  it('tells of a request that is aborted while it waits, by the name it was sent with', async () => {
    const { nativeFetch, speechFetch, cancel } = createFetch(never, true);
    nativeFetch.mockImplementation(
      (input) =>
        new Promise((_resolve, reject) => {
          const { signal } = input as Request;
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    );
    const controller = new AbortController();
    const init = { method: 'POST', body: 'hello', signal: controller.signal };
    const response = speechFetch(api, init);
    controller.abort();
    await expect(response).rejects.toMatchObject({ name: 'AbortError' });
    const [sent] = nativeFetch.mock.calls[0] as [Request];
    expect(cancel).toHaveBeenCalledExactlyOnceWith(sent.headers.get(CANCEL_HEADER));
    await expect(sent.text()).resolves.toBe('hello');
  });

  it('says nothing once the answer is there', async () => {
    const { speechFetch, cancel } = createFetch(never, true);
    const controller = new AbortController();
    await speechFetch(api, { signal: controller.signal });
    controller.abort();
    expect(cancel).not.toHaveBeenCalled();
  });

  it('leaves what is not the API as it is, signal or not', async () => {
    const { nativeFetch, speechFetch } = createFetch(never, true);
    const init = { signal: new AbortController().signal };
    await speechFetch('/style.css', init);
    expect(nativeFetch).toHaveBeenCalledWith('/style.css', init);
  });
});

describe('replaceFetch', () => {
  it('gives the original back, unless somebody wrapped it since', () => {
    const original = vi.fn();
    const ours = vi.fn();
    const theirs = vi.fn();
    vi.stubGlobal('fetch', original);
    const first = new Scope();
    replaceFetch(first, ours);
    expect(globalThis.fetch).toBe(ours);
    first.dispose();
    expect(globalThis.fetch).toBe(original);
    const second = new Scope();
    replaceFetch(second, ours);
    globalThis.fetch = theirs;
    second.dispose();
    expect(globalThis.fetch).toBe(theirs);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSpeechFetch, replaceFetch, type PostHttp } from '../../../src/browser/speech-fetch.ts';
import { Scope } from '../../../src/std/scope.ts';
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
  const nativeFetch = vi.fn((_input: RequestInfo | URL) => Promise.resolve(new Response('network')));
  const speechFetch = createSpeechFetch({
    nativeFetch,
    isControlled: () => isControlled,
    untilAnswered: () => answered,
  });
  return { nativeFetch, speechFetch };
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

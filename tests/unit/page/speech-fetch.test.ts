import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isOwnRoute } from '../../../src/contract/route-match.ts';
import { createSpeechFetch, type OwnServer } from '../../../src/page/speech-fetch.ts';
import { CANCEL_HEADER } from '../../../src/wire/service-worker.protocol.ts';
import { PeerLostError } from '../../../src/wire/peer-watch.ts';
import { createDeferred } from '../../../src/std/deferred.ts';
import { serveHttpOverPort, type HttpExchange } from '../../../src/wire/http-port.ts';

const page = 'https://app.example/studio/';

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: page });
  vi.stubGlobal('location', new URL(page));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function createServer(handle: HttpExchange['handle']): OwnServer {
  const never = new AbortController().signal;
  return {
    post: ({ request: head, body, port }) => void serveHttpOverPort(port, { head, body, handle }),
    generation: () => 0,
    lost: () => never,
  };
}

const server = createServer(async (request) => new Response(`${request.method} ${await request.text()}`));

function createFetch(answered: Promise<OwnServer | undefined>, isControlled = false) {
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
    const { nativeFetch, speechFetch } = createFetch(Promise.resolve(server));
    const response = await speechFetch(api, { method: 'POST', body: 'hello' });
    await expect(response.text()).resolves.toBe('POST hello');
    expect(nativeFetch).not.toHaveBeenCalled();
  });

  it('holds the API until the page is controlled, then lets the service worker have it', async () => {
    const controlled = createDeferred<OwnServer | undefined>();
    const { nativeFetch, speechFetch } = createFetch(controlled.promise);
    const response = speechFetch(api);
    await Promise.resolve();
    expect(nativeFetch).not.toHaveBeenCalled();
    controlled.resolve(undefined);
    await expect((await response).text()).resolves.toBe('network');
  });

  it('gives up with its signal, and nobody is asked any more', async () => {
    const answered = createDeferred<OwnServer | undefined>();
    const { nativeFetch, speechFetch } = createFetch(answered.promise);
    const controller = new AbortController();
    const response = speechFetch(api, { signal: controller.signal });
    controller.abort();
    await expect(response).rejects.toMatchObject({ name: 'AbortError' });
    answered.resolve(undefined);
    await Promise.resolve();
    expect(nativeFetch).not.toHaveBeenCalled();
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
      const { nativeFetch, speechFetch } = createFetch(Promise.resolve(server));
      await speechFetch(new URL(path, page), { method: 'post' });
      expect(nativeFetch).not.toHaveBeenCalled();
    },
  );

  it('is the plain fetch once the page is controlled', async () => {
    const { nativeFetch, speechFetch } = createFetch(Promise.resolve(server), true);
    await speechFetch(api);
    expect(nativeFetch).toHaveBeenCalledWith(api, undefined);
  });

  it('goes on with an answer whose server worker was lost in the middle', async () => {
    let generation = 0;
    let loss = new AbortController();
    const whole = 'the whole answer, byte by byte';
    const bytes = new TextEncoder().encode(whole);
    const handle: HttpExchange['handle'] = () => {
      let index = 0;
      const isStuck = generation === 0;
      const pull = (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> | void => {
        if (isStuck && index === 5) return createDeferred().promise;
        if (index === bytes.length) controller.close();
        else controller.enqueue(bytes.slice(index, (index += 1)));
      };
      return Promise.resolve(new Response(new ReadableStream({ pull }, { highWaterMark: 0 })));
    };
    const { speechFetch } = createFetch(
      Promise.resolve({ ...createServer(handle), generation: () => generation, lost: () => loss.signal }),
    );
    const { body } = await speechFetch(api, { method: 'POST', body: 'hello' });
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (text.length < 5) text += (await reader.read()).value ?? '';
    const rest = reader.read();
    const earlier = loss;
    generation += 1;
    loss = new AbortController();
    earlier.abort(new PeerLostError());
    for (let step = await rest; !step.done; step = await reader.read()) text += step.value;
    expect(text).toBe(whole);
  });

  it('aborts', async () => {
    const { speechFetch } = createFetch(
      Promise.resolve(createServer(() => createDeferred<Response>().promise)),
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

  it('tells also of a request whose answer has begun, for WebKit does not', async () => {
    const { nativeFetch, speechFetch, cancel } = createFetch(never, true);
    const controller = new AbortController();
    await speechFetch(api, { signal: controller.signal });
    expect(cancel).not.toHaveBeenCalled();
    controller.abort();
    const [sent] = nativeFetch.mock.calls[0] as [Request];
    expect(cancel).toHaveBeenCalledExactlyOnceWith(sent.headers.get(CANCEL_HEADER));
  });

  it('leaves what is not the API as it is, signal or not', async () => {
    const { nativeFetch, speechFetch } = createFetch(never, true);
    const init = { signal: new AbortController().signal };
    await speechFetch('/style.css', init);
    expect(nativeFetch).toHaveBeenCalledWith('/style.css', init);
  });
});

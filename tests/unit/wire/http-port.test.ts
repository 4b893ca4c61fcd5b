import { describe, expect, it } from 'vitest';
import { createDeferred } from '../../../src/std/deferred.ts';
import { fetchOverPort, serveHttpOverPort, type HttpExchange } from '../../../src/wire/http-port.ts';

const head = {
  method: 'POST',
  url: 'http://localhost/v1/audio/speech',
  headers: [
    ['authorization', 'Bearer key'],
    ['content-type', 'application/json'],
  ],
  clientId: 'page-1',
} as const;

function exchange(handle: HttpExchange['handle'], signal?: AbortSignal) {
  const { port1, port2 } = new MessageChannel();
  const body = new TextEncoder().encode('{"input":"Hi"}').buffer;
  const over = serveHttpOverPort(port2, { head, body, handle });
  return { response: fetchOverPort(port1, signal === undefined ? {} : { signal }), over, port2 };
}

/** A body of one chunk, after which nothing comes, not even the end. */
function createStuckBody(onCancel: () => void): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start: (controller) => controller.enqueue(new Uint8Array([7])),
    cancel: onCancel,
  });
}

describe('a request over a port', () => {
  it('reaches the handler whole and brings its answer back', async () => {
    const { response, over } = exchange(async (request, { clientId }) => {
      expect(request.headers.get('authorization')).toBe('Bearer key');
      const text = await request.text();
      return new Response(`${request.method} ${request.url} ${clientId} ${text}`, {
        status: 201,
        headers: { 'X-Request-ID': 'req_1' },
      });
    });
    const answer = await response;
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-request-id')).toBe('req_1');
    await expect(answer.text()).resolves.toBe('POST http://localhost/v1/audio/speech page-1 {"input":"Hi"}');
    await over;
  });

  it('keeps an empty body empty', async () => {
    const { response, over } = exchange(() => Promise.resolve(new Response(null, { status: 204 })));
    const answer = await response;
    expect(answer.body).toBeNull();
    expect(answer.status).toBe(204);
    await over;
  });

  it('sends views of one buffer without losing the rest of it', async () => {
    const whole = new Uint8Array([1, 2, 3, 4, 5, 6]);
    const { response } = exchange(() => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(whole.subarray(0, 2));
          controller.enqueue(whole.subarray(2, 6));
          controller.close();
        },
      });
      return Promise.resolve(new Response(body));
    });
    const bytes = await (await response).arrayBuffer();
    expect([...new Uint8Array(bytes)]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('cancels the body and fires the signal of the request when the reader cancels', async () => {
    const cancelled = createDeferred();
    const signal = createDeferred<AbortSignal>();
    const { response, over } = exchange((request) => {
      signal.resolve(request.signal);
      const body = new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(10)),
        cancel: () => cancelled.resolve(),
      });
      return Promise.resolve(new Response(body));
    });
    const answer = await response;
    const reader = answer.body!.getReader();
    await reader.read();
    await reader.cancel();
    await cancelled.promise;
    await over;
    expect((await signal.promise).aborted).toBe(true);
  });

  it('cancels a body that was never read', async () => {
    const cancelled = createDeferred();
    const { response, over } = exchange(() => {
      return Promise.resolve(new Response(createStuckBody(() => cancelled.resolve())));
    });
    await (await response).body!.cancel();
    await cancelled.promise;
    await over;
  });

  it('cancels a body that is stuck between two chunks', async () => {
    const cancelled = createDeferred();
    const { response, over } = exchange(() => {
      return Promise.resolve(new Response(createStuckBody(() => cancelled.resolve())));
    });
    const reader = (await response).body!.getReader();
    expect((await reader.read()).value).toEqual(new Uint8Array([7]));
    const read = reader.read();
    await reader.cancel();
    await expect(read).resolves.toMatchObject({ done: true });
    await cancelled.promise;
    await over;
  });

  it('fires the signal of a request that is aborted before its head is there', async () => {
    const aborted = createDeferred();
    const controller = new AbortController();
    const { response, over } = exchange((request) => {
      controller.abort();
      return new Promise((_resolve, reject) => {
        request.signal.addEventListener('abort', () => {
          aborted.resolve();
          reject(request.signal.reason as Error);
        });
      });
    }, controller.signal);
    await expect(response).rejects.toMatchObject({ name: 'AbortError' });
    await aborted.promise;
    await over;
  });

  it('errors the body when the handler fails half way', async () => {
    const { response, over } = exchange(() => {
      let pulls = 0;
      const body = new ReadableStream({
        pull(controller) {
          pulls += 1;
          if (pulls > 2) controller.error(new Error('broke half way'));
          else controller.enqueue(new Uint8Array(4));
        },
      });
      return Promise.resolve(new Response(body));
    });
    await expect((await response).arrayBuffer()).rejects.toThrow('broke half way');
    await over;
  });

  it('rejects when the peer goes before the head, and errors the body when it goes later', async () => {
    const stuck = exchange(() => createDeferred<Response>().promise);
    stuck.port2.close();
    await expect(stuck.response).rejects.toMatchObject({ name: 'PeerLostError' });

    const open = exchange(() =>
      Promise.resolve(
        new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1)) })),
      ),
    );
    const reader = (await open.response).body!.getReader();
    await reader.read();
    open.port2.close();
    await expect(reader.read()).rejects.toMatchObject({ name: 'PeerLostError' });
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDeferred } from '../../../../src/std/deferred.ts';
import type { ResumePoint } from '../../../../src/contract/speech-course.ts';
import { RunningHash } from '../../../../src/std/running-hash.ts';
import { CANCEL_HEADER, type LineMessage } from '../../../../src/wire/service-worker.protocol.ts';
import { createBody, createFront, serve, speech } from './served-front.ts';

afterEach(() => {
  vi.useRealTimers();
});

const withId = { headers: { 'x-request-id': 'req_1' } };

describe('ApiFront', () => {
  it('has the host answer', async () => {
    const { front } = createFront(
      serve(async (request, { clientId }) => new Response(`${clientId}: ${await request.text()}`)),
    );
    const response = await front.answer(speech(), 'client');
    await expect(response.text()).resolves.toBe('client: {"input":"Hi"}');
  });

  it('answers 503 and says when to try again where no page hosts', async () => {
    const { front, known } = createFront(() => undefined);
    known.clear();
    const response = await front.answer(speech(), 'client');
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(response.headers.get('x-should-retry')).toBe('true');
    expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
    await expect(response.json()).resolves.toMatchObject({ error: { code: 'engine_unavailable' } });
  });

  it('sends no more of a body than shows that it is too long', async () => {
    const { front } = createFront(
      serve(async (request) => new Response(String((await request.arrayBuffer()).byteLength))),
    );
    const response = await front.answer(speech('x'.repeat(3_000_000)), 'client');
    await expect(response.text()).resolves.toBe('1048577');
  });

  it.each(['/v1/audio/transcriptions', '/sotto/v1/audio/translations'])(
    'sends an upload whole: %s',
    async (path) => {
      const { front } = createFront(
        serve(async (request) => new Response(String((await request.arrayBuffer()).byteLength))),
      );
      const body = 'x'.repeat(3_000_000);
      const request = new Request(`http://localhost${path}`, { method: 'POST', body });
      await expect((await front.answer(request, 'client')).text()).resolves.toBe('3000000');
    },
  );

  it('asks the next host when one goes before it answered', async () => {
    const asked = createDeferred();
    const { front } = createFront((message, index) => {
      if (index === 0) asked.resolve();
      else serve(() => Promise.resolve(new Response('from the next')))(message);
    });
    const response = front.answer(speech(), 'client');
    await asked.promise;
    front.dropOpen();
    await expect((await response).text()).resolves.toBe('from the next');
  });

  it('asks a restarted server worker over the line that it was announced with', async () => {
    const asked = createDeferred();
    const { front, announce } = createFront((message, index) => {
      if (index === 0) asked.resolve();
      else serve(() => Promise.resolve(new Response('through the page')))(message);
    });
    const response = front.answer(speech(), 'client');
    await asked.promise;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<LineMessage>) => {
      if (data.type === 'http') serve(() => Promise.resolve(new Response('over the line')))(data);
    };
    announce('host', port2);
    await expect((await response).text()).resolves.toBe('over the line');
    port1.close();
  });

  it('goes on in the next host with a body whose host goes in the middle', async () => {
    const asked: (ResumePoint | undefined)[] = [];
    const course = { model: 'tone', streamId: 7, limits: [{ minTokens: 1, maxTokens: 2, capTokens: 3 }] };
    const { front, known, announce } = createFront(
      serve((_request, { resume, onCourse }) => {
        asked.push(resume);
        onCourse(resume?.course ?? course);
        const isStuck = resume === undefined;
        return Promise.resolve(new Response(createBody([1, 2, 3, 4, 5, 6], isStuck), withId));
      }),
    );
    const reader = (await front.answer(speech(), 'client')).body!.getReader();
    await expect(reader.read()).resolves.toMatchObject({ value: new Uint8Array([1, 2, 3, 4]) });
    const rest = reader.read();
    known.delete('host');
    announce('next');
    await expect(rest).resolves.toMatchObject({ value: new Uint8Array([5, 6]) });
    await expect(reader.read()).resolves.toMatchObject({ done: true });
    const hash = new RunningHash();
    hash.add(new Uint8Array([1, 2, 3, 4]));
    expect(asked).toEqual([undefined, { requestId: 'req_1', byteCount: 4, hash: hash.digest, course }]);
  });

  it('errors a body that the next host makes otherwise', async () => {
    const { front, announce } = createFront(
      serve((_request, { resume }) => {
        const bytes = resume === undefined ? [1, 2, 3, 4] : [1, 2, 3, 5, 6];
        return Promise.resolve(new Response(createBody(bytes, resume === undefined)));
      }),
    );
    const reader = (await front.answer(speech(), 'client')).body!.getReader();
    await reader.read();
    announce('next');
    await expect(reader.read()).rejects.toMatchObject({ code: 'engine_unavailable' });
  });

  it('errors a body for which no host comes in time', async () => {
    const { front, known } = createFront(
      serve(() => Promise.resolve(new Response(createBody([1, 2, 3, 4], true)))),
      10,
    );
    const reader = (await front.answer(speech(), 'client')).body!.getReader();
    await reader.read();
    known.clear();
    front.dropOpen();
    await expect(reader.read()).rejects.toMatchObject({ code: 'engine_unavailable' });
  });

  it('gives up a request that ends two server workers without a byte between', async () => {
    let askedCount = 0;
    const { front, announce } = createFront(
      serve((_request, { resume }) => {
        askedCount += 1;
        if (resume === undefined) return Promise.resolve(new Response(createBody([1, 2, 3, 4], true)));
        // It ends the thread again, whose page starts another.
        queueMicrotask(() => announce('host'));
        return createDeferred<Response>().promise;
      }),
    );
    const reader = (await front.answer(speech(), 'client')).body!.getReader();
    await reader.read();
    announce('host');
    await expect(reader.read()).rejects.toMatchObject({ code: 'engine_unavailable' });
    expect(askedCount).toBe(2);
  });

  it('stops waiting for a host when the reader leaves', async () => {
    const { front, known, announce } = createFront((message, index) => {
      if (index > 0) throw new Error('Nobody wants it any more.');
      serve(() => Promise.resolve(new Response(createBody([1, 2, 3, 4], true))))(message);
    });
    const reader = (await front.answer(speech(), 'client')).body!.getReader();
    await reader.read();
    known.clear();
    front.dropOpen();
    await reader.cancel();
    announce('next');
    await expect(reader.read()).resolves.toMatchObject({ done: true });
  });

  it('cancels the work of a page that is gone before the answer', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const asked = createDeferred();
    const cancelled = createDeferred();
    const { front, known } = createFront(
      serve((request) => {
        asked.resolve();
        return new Promise((_resolve, reject) => {
          request.signal.addEventListener('abort', () => {
            cancelled.resolve();
            reject(request.signal.reason as Error);
          });
        });
      }),
    );
    void front.answer(speech(), 'client');
    await asked.promise;
    known.delete('client');
    await vi.advanceTimersByTimeAsync(5_000);
    await cancelled.promise;
  });

  it('cancels a moment later what its page gave up before the answer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const signals: AbortSignal[] = [];
    const { front } = createFront(
      serve((request) => {
        signals.push(request.signal);
        expect(request.headers.has(CANCEL_HEADER)).toBe(false);
        return createDeferred<Response>().promise;
      }),
    );
    const request = speech();
    request.headers.set(CANCEL_HEADER, 'first');
    void front.answer(request, 'client');
    await expect.poll(() => signals.length).toBe(1);
    front.cancel('another');
    front.cancel('first');
    await vi.advanceTimersByTimeAsync(1_900);
    expect(signals[0]?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    await expect.poll(() => signals[0]?.aborted).toBe(true);
  });

  it('cancels at once what its page gave up in the middle of the answer', async () => {
    const cancelled = createDeferred();
    const { front } = createFront(
      serve((request) => {
        request.signal.addEventListener('abort', () => cancelled.resolve());
        return Promise.resolve(new Response(createBody([1, 2, 3, 4], true)));
      }),
    );
    const request = speech();
    request.headers.set(CANCEL_HEADER, 'first');
    const reader = (await front.answer(request, 'client')).body!.getReader();
    await reader.read();
    const broken = expect(reader.read()).rejects.toMatchObject({ name: 'AbortError' });
    front.cancel('first');
    await cancelled.promise;
    await broken;
    // Its name means nothing any more.
    front.cancel('first');
  });

  it('finds at once that the host that it knew is gone', async () => {
    const { front, known } = createFront((message, index) => {
      if (index === 0) serve(() => Promise.resolve(new Response('from the first')))(message);
    });
    await expect((await front.answer(speech(), 'client')).text()).resolves.toBe('from the first');
    known.delete('host');
    expect((await front.answer(speech(), 'client')).status).toBe(503);
  });

  it('leaves alone a client that the browser never listed', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const answer = createDeferred<Response>();
    const { front } = createFront(serve(() => answer.promise));
    const response = front.answer(speech(), 'some worker');
    await vi.advanceTimersByTimeAsync(15_000);
    answer.resolve(new Response('late'));
    await expect((await response).text()).resolves.toBe('late');
  });
});

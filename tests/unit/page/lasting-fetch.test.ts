import { describe, expect, it } from 'vitest';
import { createLastingFetch } from '../../../src/page/lasting-fetch.ts';
import { RunningHash } from '../../../src/std/running-hash.ts';
import { readResumePlace, RESUME_HEADER } from '../../../src/wire/resume-header.ts';

const requestId = `req_${'0'.repeat(32)}`;
const whole = new TextEncoder().encode('the whole answer, byte by byte');

/** An answer that begins at a byte, and breaks behind so many as browsers break the body of a stopped service worker. */
function createAnswer(from: number, breaksAfter = Infinity): Response {
  let at = from;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: (controller) => {
        if (at >= breaksAfter) controller.error(new TypeError('network error'));
        else if (at === whole.length) controller.close();
        else controller.enqueue(whole.slice(at, (at += 1)));
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'x-request-id': requestId } });
}

function createFetch(answers: readonly ((from: number) => Response)[]) {
  const asked: { readonly body: string; readonly place: ReturnType<typeof readResumePlace> }[] = [];
  const speechFetch: typeof fetch = async (input) => {
    const request = input as Request;
    const place = readResumePlace(request.headers.get(RESUME_HEADER));
    asked.push({ body: await request.text(), place });
    return answers[asked.length - 1]!(place?.byteCount ?? 0);
  };
  return { asked, fetch: createLastingFetch(speechFetch, (url) => url.endsWith('/v1/audio/speech')) };
}

const post = { method: 'POST', body: 'Hello' };
const address = 'https://app.example/v1/audio/speech';

describe('fetch that outlives the service worker', () => {
  it('asks for the rest of a body that broke, and proves what it has', async () => {
    const { asked, fetch } = createFetch([(from) => createAnswer(from, 10), createAnswer]);
    const response = await fetch(address, post);
    expect(response.headers.get('x-request-id')).toBe(requestId);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(whole);
    const delivered = new RunningHash();
    delivered.add(whole.subarray(0, 10));
    expect(asked).toEqual([
      { body: 'Hello', place: undefined },
      { body: 'Hello', place: { requestId, byteCount: 10, hash: delivered.digest } },
    ]);
  });

  it('gives up when it breaks again and again at the same byte', async () => {
    const breaks = (from: number): Response => createAnswer(from, 10);
    const { asked, fetch } = createFetch([breaks, breaks, breaks, breaks]);
    const response = await fetch(address, post);
    await expect(response.arrayBuffer()).rejects.toThrow('network error');
    expect(asked).toHaveLength(3);
  });

  it('leaves other requests alone', async () => {
    const { fetch } = createFetch([(from) => createAnswer(from, 10)]);
    const response = await fetch('https://app.example/other', post);
    await expect(response.arrayBuffer()).rejects.toThrow('network error');
  });
});

describe('RunningHash', () => {
  it('goes on where another one stopped, and differs with any byte', () => {
    const all = new RunningHash();
    all.add(whole);
    const first = new RunningHash();
    first.add(whole.subarray(0, 7));
    const rest = new RunningHash(first);
    rest.add(whole.subarray(7));
    expect(rest.byteCount).toBe(all.byteCount);
    expect(rest.digest).toBe(all.digest);
    const other = new RunningHash();
    other.add(whole.map((byte, index) => (index === 3 ? byte ^ 1 : byte)));
    expect(other.digest).not.toBe(all.digest);
  });

  it('reads no place out of anything else', () => {
    for (const value of [null, '', 'req_1 5 00', `${requestId} -1 ${'0'.repeat(16)}`, `${requestId} 1 zz`])
      expect(readResumePlace(value)).toBeUndefined();
  });
});

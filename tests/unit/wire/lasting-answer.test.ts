import { expect, it } from 'vitest';
import type { ResumePoint } from '../../../src/contract/speech-course.ts';
import { fetchLasting } from '../../../src/wire/lasting-answer.ts';
import type { HttpAnswer } from '../../../src/wire/http-port.ts';
import { PeerLostError } from '../../../src/wire/peer-watch.ts';

const whole = new TextEncoder().encode('the whole answer');

function createAnswer(chunks: AsyncIterableIterator<Uint8Array<ArrayBuffer>>, status = 200): HttpAnswer {
  const headers = [
    ['x-should-retry', 'true'],
    ['retry-after', '0'],
  ] as const;
  return { head: { status, statusText: '', headers, hasBody: true }, chunks, course: () => undefined };
}

/** Gives bytes from a place on, one by one, and is lost behind so many. */
async function* giveBytes(from: number, end = whole.length): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  for (let at = from; at < end; at += 1) yield await Promise.resolve(whole.slice(at, at + 1));
  if (end < whole.length) throw new PeerLostError();
}

/** Answers with the first half, is lost, and refuses so often as not ready before it goes on. */
async function ask(
  refusalCount: number,
): Promise<{ readonly text: Promise<string>; readonly asked: number[] }> {
  const asked: number[] = [];
  const response = await fetchLasting({
    ask: (resume: ResumePoint | undefined) => {
      const from = resume?.byteCount ?? 0;
      asked.push(from);
      if (resume === undefined) return Promise.resolve(createAnswer(giveBytes(0, 8)));
      const isRefused = asked.length - 2 < refusalCount;
      return Promise.resolve(createAnswer(giveBytes(isRefused ? 0 : from), isRefused ? 503 : 200));
    },
    generation: () => asked.length,
    onCancel: () => undefined,
  });
  return { text: response.text(), asked };
}

it('an answer goes on where the next thread says that it is not ready yet, and is asked again', async () => {
  const { text, asked } = await ask(3);
  await expect(text).resolves.toBe('the whole answer');
  expect(asked).toEqual([0, 8, 8, 8, 8]);
});

it('an answer breaks where the next thread is never ready', async () => {
  const { text, asked } = await ask(Infinity);
  await expect(text).rejects.toThrow('answers with status 503');
  expect(asked.length).toBeLessThan(10);
});

/** Asks threads with these numbers in turn, each of which is lost but the last; the first gives half of the answer. */
async function loseThreads(threads: readonly number[], wasClosed = false): Promise<string> {
  let askCount = 0;
  const response = await fetchLasting({
    ask: (resume: ResumePoint | undefined) => {
      askCount += 1;
      if (askCount === threads.length)
        return Promise.resolve(createAnswer(giveBytes(resume?.byteCount ?? 0)));
      if (askCount === 1) return Promise.resolve(createAnswer(giveBytes(0, 8)));
      return Promise.reject(new PeerLostError());
    },
    generation: () => threads[askCount] ?? Number.NaN,
    wasClosed: () => Promise.resolve(wasClosed),
    onCancel: () => undefined,
  });
  return response.text();
}

it('an answer goes on once a thread was lost, and breaks where the next one is lost at the same place', async () => {
  await expect(loseThreads([0, 1])).resolves.toBe('the whole answer');
  await expect(loseThreads([0, 1, 2])).rejects.toThrow('lost twice in a row at the same place');
});

it('a thread that is asked again before its loss is known is lost once', async () => {
  await expect(loseThreads([0, 0, 0, 1])).resolves.toBe('the whole answer');
});

it('pages that were closed are no fault of the request, unless there is no end of them', async () => {
  await expect(loseThreads([0, 1, 2, 3, 4], true)).resolves.toBe('the whole answer');
  await expect(loseThreads([0, 1, 2, 3, 4, 5, 6, 7, 8], true)).rejects.toThrow('lost');
});

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

import { afterEach, expect, it, vi } from 'vitest';
import { HostAnswers } from '../../../src/page/host-answers.ts';
import { Scope } from '../../../src/std/scope.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** A question of a service worker: the port for the answer, and which types came over it. */
function createQuestion() {
  const { port1, port2 } = new MessageChannel();
  const answers: unknown[] = [];
  port1.onmessage = ({ data }: MessageEvent<{ type: string }>) => answers.push(data.type);
  port1.addEventListener('close', () => answers.push('closed'));
  return { port: port2, answers, close: () => port1.close() };
}

it('answers who still waits when the page comes to host, and later at once', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const scope = new Scope();
  const hostAnswers = new HostAnswers(scope);
  const [stale, waiting, late] = [createQuestion(), createQuestion(), createQuestion()];
  hostAnswers.answer(stale.port);
  await vi.advanceTimersByTimeAsync(900);
  hostAnswers.answer(waiting.port);
  await vi.advanceTimersByTimeAsync(200);
  const openLine = vi.fn(() => new MessageChannel().port1);
  hostAnswers.become({ openLine });
  expect(openLine).toHaveBeenCalledOnce();
  hostAnswers.answer(late.port);
  expect(openLine).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
  await expect
    .poll(() => [stale, waiting, late].map(({ answers }) => answers))
    .toEqual([['closed'], ['host'], ['host']]);
  for (const { close } of [waiting, late]) close();
  scope.dispose();
});

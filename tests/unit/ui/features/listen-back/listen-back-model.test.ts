import { expect, it } from 'vitest';
import type {
  HearingService,
  LibraryService,
  ListenHandlers,
} from '../../../../../src/page/server-services.ts';
import { createDeferred, type Deferred } from '../../../../../src/std/deferred.ts';
import { createListenBackModel } from '../../../../../src/ui/features/listen-back/listen-back-model.ts';

interface OpenCall extends ListenHandlers {
  readonly end: Deferred<void>;
}

const take = { text: 'One two three.', info: { request: { language: 'en-us' }, isComplete: true } };

/** A take of three words, and a hearing whose calls a test answers itself. */
function open() {
  const calls: OpenCall[] = [];
  const hearing: HearingService = {
    listen: (_, handlers) => {
      const end = createDeferred();
      handlers.signal.addEventListener('abort', () => end.reject(handlers.signal.reason as Error));
      calls.push({ ...handlers, end });
      return end.promise;
    },
  };
  const library = { open: () => Promise.resolve(take) } as unknown as Pick<LibraryService, 'open'>;
  return { model: createListenBackModel({ take: 'take', library, hearing }), calls };
}

it('a take that is heard again is no longer heard for the first time, and only the last counts', async () => {
  const { model, calls } = open();
  model.start();
  await expect.poll(() => calls.length).toBe(1);
  model.start();
  await expect.poll(() => calls.length).toBe(2);
  expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  const line = { start: 0, end: 1, text: 'One two.', isUnclear: false };
  calls[1]!.onHeard({ id: '', readSeconds: 1, language: 'en', lines: [line] });
  calls[1]!.end.resolve();
  await expect.poll(() => model.store.getState().phase).toBe('done');
  expect(model.store.getState().heard?.comparison).toMatchObject({ wordCount: 3, errorCount: 1 });
});

it('a take that nobody waits for any more is given up without a problem', async () => {
  const { model, calls } = open();
  model.start();
  await expect.poll(() => calls.length).toBe(1);
  model.cancel();
  expect(calls[0]!.signal.aborted).toBe(true);
  await calls[0]!.end.promise.catch(() => undefined);
  expect(model.store.getState()).toMatchObject({ phase: 'idle', problem: null });
});

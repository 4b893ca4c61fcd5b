import { describe, expect, it } from 'vitest';
import { createAbortError, isAbortError, orAbort } from '../../../src/std/abort.ts';
import { createDeferred } from '../../../src/std/deferred.ts';

describe('orAbort', () => {
  it('settles like the promise while nobody aborts', async () => {
    const { signal } = new AbortController();
    await expect(orAbort(Promise.resolve(3), signal)).resolves.toBe(3);
    await expect(orAbort(Promise.reject(new Error('broken')), signal)).rejects.toThrow('broken');
  });

  it('rejects with the reason of the signal, before and while it waits', async () => {
    const reason = createAbortError('enough');
    const controller = new AbortController();
    const waiting = orAbort(createDeferred().promise, controller.signal);
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(orAbort(Promise.reject(new Error('unheard')), controller.signal)).rejects.toBe(reason);
  });

  it('rejects with an AbortError where the reason is none', async () => {
    const error = await orAbort(Promise.resolve(), AbortSignal.abort('text')).catch((e: unknown) => e);
    expect(isAbortError(error)).toBe(true);
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadOnce } from '../../../src/std/load-once.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('a load', () => {
  it('is shared by all who ask for it', async () => {
    const load = vi.fn(() => Promise.resolve(7));
    const get = loadOnce(load);
    expect(await Promise.all([get(), get()])).toEqual([7, 7]);
    await get();
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('is shared by one who asks for it when it begins', async () => {
    const load = vi.fn(async (): Promise<number> => {
      if (load.mock.calls.length > 1) return 8;
      again = get();
      return Promise.resolve(7);
    });
    let again: Promise<number> | undefined;
    const get = loadOnce(load);
    expect(await get()).toBe(7);
    expect(await again).toBe(7);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('that failed is tried again, though not at once', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const load = vi.fn(() => Promise.resolve(7));
    load.mockRejectedValueOnce(new Error('No.'));
    const get = loadOnce(load, 1000);
    await expect(get()).rejects.toThrow('No.');
    vi.advanceTimersByTime(999);
    await expect(get()).rejects.toThrow('No.');
    vi.advanceTimersByTime(1);
    expect(await get()).toBe(7);
  });
});

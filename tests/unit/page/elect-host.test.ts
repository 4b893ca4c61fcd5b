import { describe, expect, it, vi } from 'vitest';
import { electHost, type HostLocks } from '../../../src/page/elect-host.ts';
import { createDeferred } from '../../../src/std/deferred.ts';
import { Scope } from '../../../src/std/scope.ts';

/** Web Locks for one origin, without a browser: first come, first served. */
function createLocks(): HostLocks {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    async request(_name, { signal }, hold) {
      const before = tail;
      const done = createDeferred();
      tail = tail.then(() => done.promise);
      await before;
      try {
        signal.throwIfAborted();
        await hold();
      } finally {
        done.resolve();
      }
    },
  };
}

const name = 'sotto-host';

describe('electHost', () => {
  it('elects one page, and the next when that one ends', async () => {
    const locks = createLocks();
    const order: string[] = [];
    const [first, second, third] = [new Scope(), new Scope(), new Scope()];
    electHost(first, { name, locks, onElected: () => order.push('first') });
    electHost(second, { name, locks, onElected: () => order.push('second') });
    electHost(third, { name, locks, onElected: () => order.push('third') });
    await vi.waitUntil(() => order.length > 0);
    expect(order).toEqual(['first']);
    first.dispose();
    await vi.waitUntil(() => order.length > 1);
    second.dispose();
    await vi.waitUntil(() => order.length > 2);
    expect(order).toEqual(['first', 'second', 'third']);
    third.dispose();
  });

  it('passes over a page that ended while it waited', async () => {
    const locks = createLocks();
    const order: string[] = [];
    const [first, second, third] = [new Scope(), new Scope(), new Scope()];
    electHost(first, { name, locks, onElected: () => order.push('first') });
    electHost(second, { name, locks, onElected: () => order.push('second') });
    electHost(third, { name, locks, onElected: () => order.push('third') });
    second.dispose();
    first.dispose();
    await vi.waitUntil(() => order.includes('third'));
    expect(order).not.toContain('second');
  });

  it('lets a page host itself where there are no locks, or none for it', async () => {
    const without = vi.fn();
    electHost(new Scope(), { name, locks: undefined, onElected: without });
    expect(without).toHaveBeenCalledOnce();
    const refused = createDeferred();
    const locks: HostLocks = { request: () => Promise.reject(new DOMException('No.', 'SecurityError')) };
    electHost(new Scope(), { name, locks, onElected: refused.resolve });
    await refused.promise;
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { Scope } from '../../../src/std/scope.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('Scope', () => {
  it('disposes children first, then its own, last in first out', () => {
    const order: string[] = [];
    const scope = new Scope();
    scope.add(() => order.push('first'));
    scope.add(() => order.push('second'));
    scope.child().add(() => order.push('child'));
    scope.dispose();
    expect(order).toEqual(['child', 'second', 'first']);
  });

  it('disposes once, and at once of what comes late', () => {
    const scope = new Scope();
    const early = vi.fn();
    scope.add(early);
    scope.dispose();
    scope.dispose();
    expect(early).toHaveBeenCalledOnce();
    const late = vi.fn();
    scope.add(late);
    expect(late).toHaveBeenCalledOnce();
    expect(scope.child().disposed).toBe(true);
  });

  it('goes on when a disposer throws', () => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const scope = new Scope();
    const other = vi.fn();
    scope.add(other);
    scope.add(() => {
      throw new Error('broken');
    });
    scope.dispose();
    expect(other).toHaveBeenCalledOnce();
    expect(report).toHaveBeenCalledOnce();
  });

  it('ends timers and listeners with itself', () => {
    vi.useFakeTimers();
    const scope = new Scope();
    const target = new EventTarget();
    const calls: string[] = [];
    scope.timeout(() => calls.push('timeout'), 10);
    scope.interval(() => calls.push('interval'), 4);
    scope.listen(target, 'ping', () => calls.push('ping'));
    vi.advanceTimersByTime(9);
    target.dispatchEvent(new Event('ping'));
    scope.dispose();
    vi.advanceTimersByTime(100);
    target.dispatchEvent(new Event('ping'));
    expect(calls).toEqual(['interval', 'interval', 'ping']);
  });

  it('calls off a single timer', () => {
    vi.useFakeTimers();
    const callback = vi.fn();
    const stop = new Scope().timeout(callback, 10);
    stop();
    vi.advanceTimersByTime(20);
    expect(callback).not.toHaveBeenCalled();
  });

  it('terminates workers, and fires its signal', () => {
    const scope = new Scope();
    const terminate = vi.fn();
    scope.worker(() => ({ terminate }) as unknown as Worker);
    expect(scope.signal.aborted).toBe(false);
    scope.dispose();
    expect(terminate).toHaveBeenCalledOnce();
    expect(scope.signal.aborted).toBe(true);
  });
});

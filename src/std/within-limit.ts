import { Scope } from './scope.ts';

/**
 * Settles like `work`, or like `onLate` where `work` has not settled after `limitMs` milliseconds; `onLate` may throw.
 * The work is not stopped by this, and nothing is reported of it any more.
 */
export async function withinLimit<T, Late>(
  work: Promise<T>,
  limitMs: number,
  onLate: () => Late,
): Promise<T | Late> {
  const scope = new Scope();
  try {
    return await Promise.race([work, scope.sleep(limitMs).then(onLate)]);
  } finally {
    scope.dispose();
  }
}

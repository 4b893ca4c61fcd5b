/**
 * Shares one load among all who ask for it. A load that failed is forgotten, and the next call tries again, but not
 * within `retryAfterMs` of the failure: till then calls reject with the same error.
 */
export function loadOnce<T>(load: () => Promise<T>, retryAfterMs = 0): () => Promise<T> {
  let current: Promise<T> | undefined;
  let failedAt = -Infinity;
  return () => {
    if (current === undefined || performance.now() - failedAt >= retryAfterMs) {
      failedAt = Infinity;
      // Later than the assignment: a load may report that it begins to somebody who asks for it.
      current = Promise.resolve()
        .then(load)
        .catch((error: unknown) => {
          failedAt = performance.now();
          throw error;
        });
    }
    return current;
  };
}

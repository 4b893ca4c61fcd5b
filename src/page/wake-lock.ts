import type { Scope } from '../std/scope.ts';

/** Keeps the screen on, so that the system does not sleep while the page works. */
export interface WakeLock {
  /** Keeps the screen on until the returned function is called; holds of several callers add up. */
  hold(): () => void;
}

/** Creates the lock; it does nothing in a browser that has none, and where the system refuses it. */
export function createWakeLock(scope: Scope): WakeLock {
  // Pages without HTTPS have none either.
  if (!('wakeLock' in navigator)) return { hold: () => () => undefined };
  const lock = new ScreenLock(navigator.wakeLock);
  scope.listen(document, 'visibilitychange', () => lock.renew());
  scope.add(() => lock.end());
  return {
    hold() {
      lock.change(1);
      const hold = scope.child();
      hold.add(() => lock.change(-1));
      return () => hold.dispose();
    },
  };
}

class ScreenLock {
  readonly #browser: Navigator['wakeLock'];
  #holdCount = 0;
  #sentinel: WakeLockSentinel | null = null;
  #isRequesting = false;

  constructor(browser: Navigator['wakeLock']) {
    this.#browser = browser;
  }

  change(by: 1 | -1): void {
    this.#holdCount += by;
    if (this.#holdCount > 0) this.renew();
    else this.#release();
  }

  /** Requests the lock where it is wanted and missing; browsers take it away from pages that are hidden. */
  renew(): void {
    const isHeld = this.#sentinel !== null && !this.#sentinel.released;
    if (this.#holdCount === 0 || isHeld || this.#isRequesting || document.hidden) return;
    this.#isRequesting = true;
    this.#browser
      .request('screen')
      .then((sentinel) => {
        this.#sentinel = sentinel;
        if (this.#holdCount === 0) this.#release();
      })
      // Systems refuse it when the battery is almost empty, for example. Speech goes on without it.
      .catch(() => undefined)
      .finally(() => {
        this.#isRequesting = false;
      });
  }

  end(): void {
    this.#holdCount = 0;
    this.#release();
  }

  #release(): void {
    this.#sentinel?.release().catch(() => undefined);
    this.#sentinel = null;
  }
}

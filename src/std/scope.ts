type Disposer = () => unknown;

/** What scopes own. */
type Handle = 'listeners' | 'timers' | 'workers' | 'others';

/** How much the scopes of this thread own now. The soak test reads it, to find what is never let go. */
const openHandles: Record<Handle, number> = { listeners: 0, timers: 0, workers: 0, others: 0 };

Object.defineProperty(globalThis, Symbol.for('sotto.handles'), { value: openHandles, configurable: true });

type Listenable = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

/**
 * Owns resources for as long as something lives: listeners, timers, workers, child scopes. Disposing goes children
 * first, then own disposers, last in first out; a disposer that throws does not keep the others from running. What is
 * registered after the end is disposed of at once. It is the only place that may call `addEventListener`, `setTimeout`
 * or `setInterval`; workers and observers are handed to it (lint enforces this), so nothing outlives its owner.
 */
export class Scope {
  readonly #controller = new AbortController();
  readonly #children = new Set<Scope>();
  readonly #disposers: { readonly handle: Handle; readonly dispose: Disposer }[] = [];
  readonly #parent: Scope | undefined;

  constructor(parent?: Scope) {
    this.#parent = parent;
    if (parent === undefined) return;
    if (parent.disposed) this.dispose();
    else parent.#children.add(this);
  }

  /** Fires when the scope ends. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get disposed(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Creates a scope that ends with this one at the latest. */
  child(): Scope {
    return new Scope(this);
  }

  /** Runs `disposer` when the scope ends, or now if it has ended. */
  add(disposer: Disposer): void {
    this.#own('others', disposer);
  }

  /** Listens for as long as the scope lives; `target` may be anything with the two methods. */
  listen(target: Listenable, type: string, handler: (event: never) => void): void {
    if (this.disposed) return;
    const listener = handler as EventListener;
    target.addEventListener(type, listener);
    this.#own('listeners', () => {
      target.removeEventListener(type, listener);
    });
  }

  /** Calls `callback` once after `delayMs`, unless the scope ends first. Returns a function that calls it off. */
  timeout(callback: () => void, delayMs: number): () => void {
    const stop = this.#timer(() => {
      return setTimeout(() => {
        // Its stopper would otherwise be kept until the scope ends.
        stop();
        callback();
      }, delayMs);
    }, clearTimeout);
    return stop;
  }

  /** Calls `callback` every `periodMs` until the scope ends. Returns a function that stops it. */
  interval(callback: () => void, periodMs: number): () => void {
    return this.#timer(() => setInterval(callback, periodMs), clearInterval);
  }

  /** Resolves after `delayMs`; never, if the scope ends first. */
  sleep(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.timeout(resolve, delayMs);
    });
  }

  /** Takes over a worker, which is terminated with the scope. Pass a factory, so that bundlers see `new Worker(new URL(…))`. */
  worker(create: () => Worker): Worker {
    const worker = create();
    this.#own('workers', () => {
      worker.terminate();
    });
    return worker;
  }

  /** Takes over an observer, which is disconnected with the scope. */
  observer<T extends { disconnect(): void }>(observer: T): T {
    this.add(() => {
      observer.disconnect();
    });
    return observer;
  }

  /** Ends the scope. Calling it again does nothing. */
  dispose(): void {
    if (this.disposed) return;
    this.#controller.abort();
    for (const child of [...this.#children]) child.dispose();
    this.#children.clear();
    for (const { handle, dispose } of this.#disposers.splice(0).reverse()) {
      openHandles[handle] -= 1;
      runQuietly(dispose);
    }
    if (this.#parent !== undefined) this.#parent.#children.delete(this);
  }

  #timer<T>(start: () => T, clear: (handle: T) => void): () => void {
    if (this.disposed) return () => undefined;
    const handle = start();
    const stop = (): void => {
      clear(handle);
      const index = this.#disposers.findIndex(({ dispose }) => dispose === stop);
      if (index < 0) return;
      this.#disposers.splice(index, 1);
      openHandles.timers -= 1;
    };
    this.#own('timers', stop);
    return stop;
  }

  #own(handle: Handle, dispose: Disposer): void {
    if (this.disposed) {
      runQuietly(dispose);
      return;
    }
    openHandles[handle] += 1;
    this.#disposers.push({ handle, dispose });
  }
}

function runQuietly(disposer: Disposer): void {
  try {
    disposer();
  } catch (error) {
    console.error('A disposer failed', error);
  }
}

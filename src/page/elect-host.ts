import type { Scope } from '../std/scope.ts';

/** The part of `navigator.locks` that an election needs. */
export interface HostLocks {
  request(name: string, options: { signal: AbortSignal }, hold: () => Promise<void>): Promise<unknown>;
}

/** Among which pages a host is elected, and what this page does once it is the host. */
export interface ElectionOptions {
  /** Pages that give the same name elect one host among them. */
  readonly name: string;
  /** Undefined where the browser has none: the page then hosts itself. */
  readonly locks: HostLocks | undefined;
  /** This page is the host from now on, until it ends. */
  readonly onElected: () => void;
}

/** Takes part in the election of the page that hosts the server worker; the next in line follows when that one ends. */
export function electHost(scope: Scope, { name, locks, onElected }: ElectionOptions): void {
  if (locks === undefined) {
    onElected();
    return;
  }
  const hold = (): Promise<void> =>
    new Promise((resolve) => {
      scope.add(resolve);
      if (!scope.disposed) onElected();
    });
  locks.request(name, { signal: scope.signal }, hold).catch(() => {
    // Browsers refuse locks to pages without storage. Such a page cannot see other pages either.
    if (!scope.disposed) onElected();
  });
}

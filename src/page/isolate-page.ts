import type { Scope } from '../std/scope.ts';

/** The facts about the page that decide whether a reload would isolate it. */
export interface IsolationEnvironment {
  readonly isIsolated: boolean;
  /** Whether the page is the app, and not one that only uses Sotto. */
  readonly isApp: boolean;
  /** Whether the person has done anything in this page yet. */
  readonly wasUsed: boolean;
  /** Throws where storage is denied. */
  readonly openMemory: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

const KEY = 'sotto.reloaded-for-isolation';

/**
 * Decides whether to reload the page, which the service worker now serves, to get the headers that its host did not
 * send, and with them threads. Says yes once at most, only for the app's own page, and never once it is in use.
 */
export function shouldReloadForIsolation(environment: IsolationEnvironment): boolean {
  const { isIsolated, isApp, wasUsed, openMemory } = environment;
  if (!isApp) return false;
  try {
    const memory = openMemory();
    if (isIsolated) {
      memory.removeItem(KEY);
      return false;
    }
    if (wasUsed || memory.getItem(KEY) !== null) return false;
    memory.setItem(KEY, 'yes');
    return true;
  } catch {
    // Without this note, a page that cannot be isolated would reload for ever.
    return false;
  }
}

/** Notices whether the person does anything in this page from now on. */
export function watchUse(scope: Scope): () => boolean {
  let wasUsed = false;
  for (const type of ['pointerdown', 'keydown', 'input']) {
    scope.listen(globalThis, type, () => {
      wasUsed = true;
    });
  }
  return () => wasUsed;
}

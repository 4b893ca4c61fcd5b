import { afterEach, describe, expect, it, vi } from 'vitest';
import { Scope } from '../../../src/std/scope.ts';
import { shouldReloadForIsolation, watchUse } from '../../../src/page/isolate-page.ts';

function createPage(patch: Partial<Parameters<typeof shouldReloadForIsolation>[0]> = {}) {
  const items = new Map<string, string>();
  const memory = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  return {
    isIsolated: false,
    isApp: true,
    wasUsed: false,
    openMemory: () => memory,
    ...patch,
  };
}

describe('shouldReloadForIsolation', () => {
  it('says yes once, never twice in a row', () => {
    const page = createPage();
    expect(shouldReloadForIsolation(page)).toBe(true);
    expect(shouldReloadForIsolation(page)).toBe(false);
  });

  it('says yes again after a load that was isolated', () => {
    const page = createPage();
    shouldReloadForIsolation(page);
    expect(shouldReloadForIsolation({ ...page, isIsolated: true })).toBe(false);
    expect(shouldReloadForIsolation(page)).toBe(true);
  });

  it('never reloads a page in use, one that is not the app, or one without a memory', () => {
    expect(shouldReloadForIsolation(createPage({ wasUsed: true }))).toBe(false);
    expect(shouldReloadForIsolation(createPage({ isApp: false }))).toBe(false);
    const openMemory = (): never => {
      throw new DOMException('Denied.', 'SecurityError');
    };
    expect(shouldReloadForIsolation(createPage({ openMemory }))).toBe(false);
  });
});

describe('watchUse', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('notices the first thing a person does', () => {
    const page = new EventTarget();
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
    vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
    const scope = new Scope();
    const wasUsed = watchUse(scope);
    page.dispatchEvent(new Event('pointermove'));
    expect(wasUsed()).toBe(false);
    page.dispatchEvent(new Event('keydown'));
    expect(wasUsed()).toBe(true);
    scope.dispose();
  });
});

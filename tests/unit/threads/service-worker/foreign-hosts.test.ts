import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ForeignHostStore } from '../../../../src/threads/service-worker/foreign-hosts.ts';

const stored = new Map<string, string>();

beforeEach(() => {
  const cache = {
    put: async (key: string, response: Response) => void stored.set(key, await response.text()),
  };
  vi.stubGlobal('caches', {
    open: () => Promise.resolve(cache),
    match: (key: string) => {
      const text = stored.get(key);
      return Promise.resolve(text === undefined ? undefined : new Response(text));
    },
  });
});

afterEach(() => {
  stored.clear();
  vi.unstubAllGlobals();
});

describe('ForeignHostStore', () => {
  it('answers for nobody until it is told to', async () => {
    const store = new ForeignHostStore('https://app.example/');
    expect(store.current).toBeUndefined();
    await expect(store.read()).resolves.toEqual({ hosts: [], models: false });
    expect(store.current).toEqual({ hosts: [], models: false });
  });

  it('remembers the choice when the service worker starts anew', async () => {
    const chosen = { hosts: ['api.openai.com'], models: true };
    await new ForeignHostStore('https://app.example/').write(chosen);
    await expect(new ForeignHostStore('https://app.example/').read()).resolves.toEqual(chosen);
  });

  it('keeps a choice that was made while it was reading', async () => {
    const store = new ForeignHostStore('https://app.example/');
    const reading = store.read();
    await store.write({ hosts: ['api.openai.com'], models: false });
    await expect(reading).resolves.toEqual({ hosts: ['api.openai.com'], models: false });
  });

  it.each(['{"hosts":7}', 'nonsense', '[]', '{"hosts":[3]}'])('takes %s for no choice', async (text) => {
    stored.set('https://app.example/sotto-state/foreign-hosts.json', text);
    await expect(new ForeignHostStore('https://app.example/').read()).resolves.toEqual({
      hosts: [],
      models: false,
    });
  });
});

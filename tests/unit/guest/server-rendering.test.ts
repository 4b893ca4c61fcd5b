import { expect, it } from 'vitest';

/** What client components import, which frameworks render on a server first. */
const entries = {
  page: () => import('../../../src/page.ts'),
  react: () => import('../../../src/guest/react/index.ts'),
  element: () => import('../../../src/guest/element/index.ts'),
  embed: () => import('../../../src/guest/embed/index.ts'),
  'ai-sdk': () => import('../../../src/guest/ai-sdk/index.ts'),
  'speech-synthesis': () => import('../../../src/guest/speech-synthesis/index.ts'),
};

it.each(Object.entries(entries))('sotto/%s can be imported where there is no browser', async (_, load) => {
  expect(typeof HTMLElement).toBe('undefined');
  expect(Object.keys(await load())).not.toEqual([]);
});

it('elements are not defined there', async () => {
  const { defineReader } = await entries.element();
  const { defineListen } = await entries.embed();
  defineReader();
  defineListen('https://speech.example/embed.html');
  expect('customElements' in globalThis).toBe(false);
});

import { expect, test } from 'vitest';
import { defaultConfig } from '../../../../../src/engines/kokoro/kokoro-engine.ts';
import { createWeightsOffer } from '../../../../../src/engines/kokoro/loading/weights-offer.ts';
import { officialModels } from '../../../../../src/models/catalog/model-catalog.ts';
import type { ModelEntry } from '../../../../../src/models/catalog/model-catalog-entry.ts';

const [kokoro] = officialModels as [ModelEntry];
const store = { heldBytes: () => Promise.resolve(0) };

function withOnly(dtype: 'q8' | 'fp32', patch: object = {}): ModelEntry {
  const [file] = kokoro.weights.get(dtype) ?? [];
  if (file === undefined) throw new Error('No such weights');
  return { ...kokoro, weights: new Map([[dtype, [{ ...file, ...patch }]]]) };
}

test('a mirror that has q8 alone offers that, the small files counted', async () => {
  const offer = await createWeightsOffer(defaultConfig, {
    store,
    model: withOnly('q8'),
    stored: [],
    known: undefined,
  });
  expect(offer).toEqual({ next: 'q8', isOfficial: true, bytes: { q8: 92_361_055 + 44 + 3_497 + 113 } });
});

const choices = [
  ['q8 for every device', {}, [], 'q8'],
  ['q8 for a GPU', { device: 'webgpu' }, [], 'q8'],
  ['what is stored, so that nothing is fetched twice', {}, ['fp16', 'fp32'], 'fp32'],
  ['q8 where that is stored beside others', {}, ['fp32', 'q8'], 'q8'],
  ['nothing stored that a GPU computes wrong', { device: 'webgpu' }, ['fp16'], 'q8'],
] as const;

test.each(choices.map(([name, patch, stored, next]) => ({ name, patch, stored, next })))(
  'by itself it takes $name',
  async ({ patch, stored, next }) => {
    const config = { ...defaultConfig, ...patch };
    expect(
      await createWeightsOffer(config, { store, model: kokoro, stored, known: undefined }),
    ).toMatchObject({ next });
  },
);

test('what is asked for and missing is no choice', async () => {
  const config = { ...defaultConfig, dtype: 'fp32' } as const;
  const offer = await createWeightsOffer(config, {
    store,
    model: withOnly('q8'),
    stored: [],
    known: undefined,
  });
  expect(offer).toMatchObject({ next: null, isOfficial: null });
});

test('other weights in place of the official ones are told apart', async () => {
  const model = withOnly('fp32', { sha256: '0'.repeat(64) });
  const offer = await createWeightsOffer(defaultConfig, { store, model, stored: [], known: undefined });
  expect(offer).toMatchObject({ next: 'fp32', isOfficial: false });
});

test('an offer that did not change is the same object, so that nobody hears of it again', async () => {
  const known = await createWeightsOffer(defaultConfig, {
    store,
    model: kokoro,
    stored: [],
    known: undefined,
  });
  expect(await createWeightsOffer(defaultConfig, { store, model: kokoro, stored: [], known })).toBe(known);
  const config = { ...defaultConfig, dtype: 'fp16' } as const;
  expect(await createWeightsOffer(config, { store, model: kokoro, stored: [], known })).not.toBe(known);
});

test('what came of an earlier download is part of it, and of nothing else', async () => {
  const facts = { model: kokoro, stored: [], known: undefined };
  const [q8] = kokoro.weights.get('q8') ?? [];
  const held = { heldBytes: (file: unknown) => Promise.resolve(file === q8 ? 40_000_000 : 0) };
  const offer = await createWeightsOffer(defaultConfig, { ...facts, store: held });
  expect(offer).toMatchObject({ next: 'q8', heldBytes: 40_000_000 });
  const config = { ...defaultConfig, dtype: 'fp16' } as const;
  expect(await createWeightsOffer(config, { ...facts, store: held })).not.toHaveProperty('heldBytes');
});

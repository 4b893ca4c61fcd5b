import { expect, test } from 'vitest';
import { defaultConfig } from '../../../../src/engine/kokoro/kokoro-engine.ts';
import { createWeightsOffer } from '../../../../src/engine/kokoro/weights-offer.ts';
import { officialModels } from '../../../../src/engine/model-catalog.ts';
import type { ModelEntry } from '../../../../src/engine/model-catalog-entry.ts';

const [kokoro] = officialModels as [ModelEntry];

function withOnly(dtype: 'q8' | 'fp32', patch: object = {}): ModelEntry {
  const file = kokoro.weights.get(dtype);
  if (file === undefined) throw new Error('No such weights');
  return { ...kokoro, weights: new Map([[dtype, { ...file, ...patch }]]) };
}

test('a mirror that has q8 alone offers that, the small files counted', () => {
  const offer = createWeightsOffer(defaultConfig, { model: withOnly('q8'), stored: [], known: undefined });
  expect(offer).toEqual({ next: 'q8', isOfficial: true, bytes: { q8: 92_361_055 + 44 + 3_497 + 113 } });
});

test('what is asked for and missing is no choice', () => {
  const config = { ...defaultConfig, dtype: 'fp32' } as const;
  const offer = createWeightsOffer(config, { model: withOnly('q8'), stored: [], known: undefined });
  expect(offer).toMatchObject({ next: null, isOfficial: null });
});

test('other weights in place of the official ones are told apart', () => {
  const model = withOnly('fp32', { sha256: '0'.repeat(64) });
  const offer = createWeightsOffer(defaultConfig, { model, stored: [], known: undefined });
  expect(offer).toMatchObject({ next: 'fp32', isOfficial: false });
});

test('an offer that did not change is the same object, so that nobody hears of it again', () => {
  const known = createWeightsOffer(defaultConfig, { model: kokoro, stored: [], known: undefined });
  expect(createWeightsOffer(defaultConfig, { model: kokoro, stored: [], known })).toBe(known);
  const config = { ...defaultConfig, dtype: 'fp16' } as const;
  expect(createWeightsOffer(config, { model: kokoro, stored: [], known })).not.toBe(known);
});

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toTokenIds } from '../../../../../src/phonemes/alphabet/kokoro-alphabet.ts';
import { readRealKokoro, skipLoudly } from '../../../../fixtures/real-models.ts';
import { createOneThread } from '../../../compute/kernels/node-threads.ts';
import { openFronts, type ComparedFronts } from './open-encoder.ts';
import { isFullRun } from '../../../../fixtures/full-run.ts';

const STYLE_FLOATS = 256;
const PAD_ID = 0;

const LIMITS = { features: 1e-4, states: 1e-4, f0: 1e-3, energy: 1e-3 };

/** Phonemes of sentences in all languages that are spoken, each with a voice of the language. */
const SENTENCES = [
  ['af_heart', 'ðə kwˈɪk bɹˈWn fˈɑks ʤˈʌmps ˈOvəɹ ðə lˈAzi dˈɔɡ.', 1],
  ['am_michael', 'həlˈO!', 1],
  ['bf_emma', 'ɪt wˈɒz ɐ bɹˈIt kˈOld dˈA ɪn ˈAprəl, and ðə klˈɒks wɜː stɹˈIkɪŋ θˈɜːtiːn.', 0.8],
  ['ef_dora', 'ˈɛn ˌun luɣˈaɾ ðe la mˈanʧa, ðe kˈujo nˈombɾe nˈo kjˈɛɾo akoɾðˈaɾme.', 1],
  ['ff_siwis', 'lɔ̃tˈɑ̃, ʒəmsɥi kuʃˈe də bɔnˈœʁ.', 1.25],
  ['hf_alpha', 'nəmˈʌsteː, ˈaːp kˈɛːseː hɛ̃ː?', 1],
  ['if_sara', 'nel mˈɛʣʣo del kammˈin di nˈostra vˈita, mi ritrovˈai per ˈuna sˈelva oskˈura.', 1],
  ['jf_alpha', 'kˈoɲɲiʨiβa, seˈkai. wˈagahˈai wa nˈeko de ˈaru.', 1],
  ['pf_dora', 'ˈaw vẽsedˈor, as batˈatas.', 1],
  ['zf_xiaobei', 'ni↓xau↓, ʂɨ↘ʨje↘! mei↗tjɛn→ ʈʂʰɨ→fan↘.', 1],
] as const;

describe.skipIf(skipLoudly('the encoder on the kernels'))('the encoder of the official file', () => {
  let fronts: ComparedFronts;

  beforeAll(async () => {
    fronts = await openFronts(readRealKokoro(), await createOneThread());
  }, 300_000);

  afterAll(() => fronts.release());

  it.each(SENTENCES)(
    'gives what ONNX Runtime gives, and the same durations, to %s: %s',
    { timeout: 120_000 },
    async (voice, phonemes, speed) => {
      const tokenIds = [PAD_ID, ...toTokenIds(phonemes), PAD_ID];
      const comparison = await fronts.compare({
        tokenIds,
        style: readStyle(voice, tokenIds.length - 3),
        speed,
      });
      expect(comparison.otherDurations).toBe(0);
      expect(comparison.frames).toBeGreaterThanOrEqual(tokenIds.length);
      for (const part of ['features', 'states', 'f0', 'energy'] as const)
        expect(comparison[part], part).toBeLessThan(LIMITS[part]);
    },
  );

  it.runIf(isFullRun)('does so for as many tokens as the model takes', { timeout: 240_000 }, async () => {
    const ids = SENTENCES.flatMap(([, phonemes]) => toTokenIds(phonemes));
    const tokenIds = [PAD_ID, ...[...ids, ...ids].slice(0, 510), PAD_ID];
    const comparison = await fronts.compare({ tokenIds, style: readStyle('af_heart', 509), speed: 1 });
    expect(comparison.otherDurations).toBe(0);
    expect(comparison.features).toBeLessThan(1e-4);
  });
});

function readStyle(voice: string, row: number): Float32Array<ArrayBuffer> {
  const url = new URL(`../../../../../node_modules/kokoro-js/voices/${voice}.bin`, import.meta.url);
  const floats = new Float32Array(new Uint8Array(readFileSync(url)).buffer);
  return floats.slice(row * STYLE_FLOATS, (row + 1) * STYLE_FLOATS);
}

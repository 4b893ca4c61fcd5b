import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resample } from '../../src/audio/resample.ts';
import { HEARING_RATE } from '../../src/contract/hearing.ts';
import { joinSamples } from '../../src/std/join.ts';
import { toWavFile } from '../fixtures/wav-file.ts';
import { isInstalled } from '../unit/codecs/support/programs.ts';
import type * as DecodingPage from './pages/decoding-page.ts';
import { engineNames, expect, test, whereMissing } from './support/browsers-test.ts';
import { toModuleCaller } from './support/call-module.ts';
import { buildPageModule } from './support/page-modules.ts';

const RATE = 24_000;
const CUTS = 50;

/** A rising tone, so that no shift of it is like another. */
const chirp = Float32Array.from({ length: 1.5 * RATE }, (_, index) => {
  const seconds = index / RATE;
  return 0.4 * Math.sin(2 * Math.PI * (300 * seconds + 400 * seconds * seconds));
});

/** AAC in MP4 says how late its encoder is; ADTS does not, so ffmpeg's 1024 samples stay. */
const forms = [
  { name: 'sound.m4a', reference: toReference(0) },
  { name: 'sound.aac', reference: toReference(1024) },
] as const;

function toReference(lateSamples: number): Float32Array {
  const late = joinSamples([new Float32Array(lateSamples), chirp]);
  return resample(late, { from: RATE, to: HEARING_RATE });
}

let folder = '';

test.skip(!isInstalled('ffmpeg'), 'ffmpeg is not installed.');

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sotto-aac-'));
  const source = join(folder, 'source.wav');
  await writeFile(source, toWavFile(chirp, { rate: RATE, tag: 3, bits: 32 }));
  const outputs = forms.flatMap(({ name }) => ['-c:a', 'aac', '-b:a', '128k', join(folder, name)]);
  const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-i', source, ...outputs], {
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  await buildPageModule('decoding-page');
});

for (const browser of engineNames) {
  for (const { name, reference } of forms) {
    test(`${name} of ffmpeg is decoded in ${browser}, or refused in clear words, wherever it breaks off`, async ({
      browsers,
    }) => {
      test.skip(...whereMissing(browser));
      const run = toModuleCaller<typeof DecodingPage>(await browsers.sharedPage(browser), 'decoding-page');
      const base64 = (await readFile(join(folder, name))).toString('base64');
      const { whole, parts, longest } = await run('decodeCuts', base64, CUTS);
      test.info().annotations.push({ type: 'decoded', description: String(whole.code === null) });
      for (const { code } of parts) expect([null, 'undecodable_audio']).toContain(code);
      expect(longest).toBeLessThanOrEqual(reference.length + 4_000);
      if (whole.code === null) {
        expect(toError(whole.samples, reference)).toBeLessThan(0.05);
      } else {
        // Chromium has a decoder wherever these tests run; others may have none.
        expect(browser).not.toBe('Chromium');
        expect(whole.message).toContain('AAC, which cannot be decoded here');
      }
    });
  }
}

/** How far samples are from the source, as a share of its level; the very ends ring. */
function toError(samples: readonly number[], reference: Float32Array): number {
  let [error, energy] = [0, 0];
  for (let index = 1_600; index < reference.length - 1_600; index += 1) {
    error += (reference[index]! - (samples[index] ?? 0)) ** 2;
    energy += reference[index]! ** 2;
  }
  return Math.sqrt(error / energy);
}

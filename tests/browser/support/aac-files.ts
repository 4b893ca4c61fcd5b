import { expect } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resample } from '../../../src/audio/resample.ts';
import { HEARING_RATE } from '../../../src/contract/hearing.ts';
import { joinSamples } from '../../../src/std/join.ts';
import { toWavFile } from '../../fixtures/wav-file.ts';

const RATE = 24_000;

/** A rising tone, so that no shift of it is like another. */
const chirp = Float32Array.from({ length: 1.5 * RATE }, (_, index) => {
  const seconds = index / RATE;
  return 0.4 * Math.sin(2 * Math.PI * (300 * seconds + 400 * seconds * seconds));
});

/**
 * Files that `makeAacFiles` makes, and what they sound like at 16 kHz. AAC in MP4 says how late its encoder is; ADTS
 * does not, so ffmpeg's 1024 samples stay.
 */
export const aacFiles = [
  { name: 'sound.m4a', reference: toReference(0) },
  { name: 'sound.aac', reference: toReference(1024) },
] as const;

function toReference(lateSamples: number): Float32Array {
  const late = joinSamples([new Float32Array(lateSamples), chirp]);
  return resample(late, { from: RATE, to: HEARING_RATE });
}

/** Returns the files in base64, in the order of `aacFiles`, as ffmpeg writes them. */
export async function makeAacFiles(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sotto-aac-'));
  const source = join(folder, 'source.wav');
  await writeFile(source, toWavFile(chirp, { rate: RATE, tag: 3, bits: 32 }));
  const paths = aacFiles.map(({ name }) => join(folder, name));
  const outputs = paths.flatMap((path) => ['-c:a', 'aac', '-b:a', '128k', path]);
  const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-i', source, ...outputs], {
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  const files = await Promise.all(paths.map((path) => readFile(path, 'base64')));
  await rm(folder, { recursive: true });
  return files;
}

/** How far samples are from the source, as a share of its level; the very ends ring. */
export function toError(samples: readonly number[], reference: Float32Array): number {
  let [error, energy] = [0, 0];
  for (let index = 1_600; index < reference.length - 1_600; index += 1) {
    error += (reference[index]! - (samples[index] ?? 0)) ** 2;
    energy += reference[index]! ** 2;
  }
  return Math.sqrt(error / energy);
}

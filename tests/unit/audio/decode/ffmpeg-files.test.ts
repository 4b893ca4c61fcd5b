import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openSound } from '../../../../src/audio/decode/open-sound.ts';
import { resample } from '../../../../src/audio/resample.ts';
import { HEARING_RATE } from '../../../../src/contract/hearing.ts';
import { joinSamples } from '../../../../src/std/join.ts';
import { isFullRun } from '../../../fixtures/full-run.ts';
import { toWavFile } from '../../../fixtures/wav-file.ts';
import { isInstalled } from '../../codecs/support/programs.ts';

const RATE = 24_000;
const SECONDS = 1.5;
const CUTS = isFullRun ? 50 : 12;
const { signal } = new AbortController();

/** A rising tone, so that no shift of it is like another. */
const chirp = Float32Array.from({ length: SECONDS * RATE }, (_, index) => {
  const seconds = index / RATE;
  return 0.4 * Math.sin(2 * Math.PI * (300 * seconds + 400 * seconds * seconds));
});
const reference = resample(chirp, { from: RATE, to: HEARING_RATE });

interface Form {
  readonly name: string;
  /** What ffmpeg is asked for. */
  readonly options: readonly string[];
  /** How far the decoded sound may be from the source, as a share of its level. */
  readonly greatestError: number;
}

const forms: readonly Form[] = [
  { name: 'pcm-8.wav', options: ['-c:a', 'pcm_u8'], greatestError: 0.02 },
  { name: 'pcm-16.wav', options: ['-c:a', 'pcm_s16le'], greatestError: 0.001 },
  { name: 'pcm-24.wav', options: ['-c:a', 'pcm_s24le'], greatestError: 0.001 },
  { name: 'pcm-32.wav', options: ['-c:a', 'pcm_s32le'], greatestError: 0.001 },
  { name: 'float.wav', options: ['-c:a', 'pcm_f32le'], greatestError: 0.001 },
  { name: 'a-law.wav', options: ['-c:a', 'pcm_alaw'], greatestError: 0.03 },
  { name: 'mu-law.wav', options: ['-c:a', 'pcm_mulaw'], greatestError: 0.03 },
  { name: 'stereo-48.wav', options: ['-ar', '48000', '-af', 'pan=stereo|c0=c0|c1=c0'], greatestError: 0.02 },
  { name: 'plain.flac', options: [], greatestError: 0.001 },
  { name: 'lame.mp3', options: ['-b:a', '128k'], greatestError: 0.05 },
  { name: 'flac.oga', options: ['-c:a', 'flac'], greatestError: 0.001 },
  { name: 'mp3.mp4', options: ['-c:a', 'libmp3lame', '-b:a', '128k'], greatestError: 0.05 },
  { name: 'vorbis.ogg', options: ['-c:a', 'libvorbis', '-q:a', '6'], greatestError: 0.05 },
  { name: 'opus.ogg', options: ['-c:a', 'libopus', '-b:a', '96k'], greatestError: 0.05 },
  { name: 'opus.webm', options: ['-c:a', 'libopus', '-b:a', '96k'], greatestError: 0.05 },
  {
    name: 'cut-from-live.webm',
    options: ['-c:a', 'libopus', '-b:a', '96k', '-output_ts_offset', '3600'],
    greatestError: 0.05,
  },
];

/** Node has no decoder for them. */
const refused = [
  {
    ...{ name: 'aac.m4a', options: ['-c:a', 'aac'] },
    message: 'The sound is AAC, which cannot be decoded here. Use MP3, WAV, FLAC or Ogg.',
  },
  {
    ...{ name: 'flac.mkv', options: ['-c:a', 'flac'] },
    message:
      'The sound is FLAC within Matroska, which cannot be decoded here. Use a file that is itself MP3, WAV, FLAC or Ogg.',
  },
];

const hasFfmpeg = isInstalled('ffmpeg');
let folder = '';

beforeAll(async () => {
  if (!hasFfmpeg) return;
  folder = await mkdtemp(join(tmpdir(), 'sotto-decode-'));
  const source = join(folder, 'source.wav');
  await writeFile(source, toWavFile(chirp, { rate: RATE, tag: 3, bits: 32 }));
  const joined = { name: 'mp3.ts', options: ['-c:a', 'libmp3lame'] };
  const outputs = [...forms, ...refused, joined].flatMap(({ name, options }) => [
    ...options,
    join(folder, name),
  ]);
  const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-i', source, ...outputs], {
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function decode(bytes: BlobPart): Promise<Float32Array<ArrayBuffer>> {
  const parts: Float32Array[] = [];
  for await (const part of openSound(new Blob([bytes]), signal)) parts.push(part);
  return joinSamples(parts);
}

/** How far `heard` is from the source, sample by sample, as a share of its level; the very ends ring. */
function toError(heard: Float32Array): number {
  let [error, energy] = [0, 0];
  for (let index = 800; index < reference.length - 1_600; index += 1) {
    error += (reference[index]! - (heard[index] ?? 0)) ** 2;
    energy += reference[index]! ** 2;
  }
  return Math.sqrt(error / energy);
}

describe.skipIf(!hasFfmpeg)('a file that ffmpeg made', () => {
  it.each(forms)('$name is decoded as its source, sample by sample', async ({ name, greatestError }) => {
    const heard = await decode(await readFile(join(folder, name)));
    expect(toError(heard)).toBeLessThan(greatestError);
    expect(heard.length).toBeGreaterThanOrEqual(reference.length - 16);
    expect(heard.length).toBeLessThanOrEqual(reference.length + 2_000);
  });

  it.each(refused)('$name is refused in clear words where nothing decodes it', async ({ name, message }) => {
    const code = 'undecodable_audio';
    await expect(decode(await readFile(join(folder, name)))).rejects.toMatchObject({ code, message });
  });

  it('whose times begin again, as that of joined files, is heard to its end', async () => {
    const bytes = await readFile(join(folder, 'mp3.ts'));
    const [once, twice] = [await decode(bytes), await decode(Buffer.concat([bytes, bytes]))];
    expect(Math.abs(once.length + SECONDS * HEARING_RATE - twice.length)).toBeLessThan(2_000);
  });

  it.each(['vorbis.ogg', 'opus.webm'])(
    '%s that breaks off ends there or is refused, wherever that is',
    async (name) => {
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
      const bytes = await readFile(join(folder, name));
      for (let cut = 0; cut < CUTS; cut += 1) {
        const part = bytes.subarray(0, Math.floor((bytes.length * cut) / CUTS));
        const heard = await decode(new Uint8Array(part)).catch((error: unknown) => error);
        if (heard instanceof Float32Array) expect(heard.length).toBeLessThanOrEqual(reference.length + 2_000);
        else expect(heard).toMatchObject({ code: 'undecodable_audio', param: null });
      }
      warn.mockRestore();
    },
  );
});

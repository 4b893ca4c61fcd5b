import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { normaliseLoudness } from '../../../../src/audio/loudness/normalise-loudness.ts';

const RATE = 24_000;
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
if (!hasFfmpeg) console.warn('Not tested: our loudness beside ffmpeg’s, for there is no ffmpeg.');

/** Syllables of a voice-like buzz with pauses, peaks and a pitch that moves. */
function createVoiceLike(seconds: number): Float32Array<ArrayBuffer> {
  let phase = 0;
  return Float32Array.from({ length: seconds * RATE }, (_, index) => {
    const time = index / RATE;
    phase += (2 * Math.PI * (180 + 40 * Math.sin(2 * time))) / RATE;
    const isPause = time % 2.5 > 2;
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 4 * time)) ** 2;
    const buzz = [1, 2, 3, 5, 8, 13].reduce((sum, partial) => sum + Math.sin(partial * phase) / partial, 0);
    return isPause ? 0 : 0.4 * syllable * buzz;
  });
}

function measureWithFfmpeg(sound: Float32Array<ArrayBuffer>): {
  readonly lufs: number;
  readonly peakDb: number;
} {
  const input = ['-f', 'f32le', '-ar', String(RATE), '-ac', '1', '-i', 'pipe:0'];
  const { stderr } = spawnSync(
    'ffmpeg',
    ['-hide_banner', '-nostats', ...input, '-af', 'ebur128=peak=true', '-f', 'null', '-'],
    { input: new Uint8Array(sound.buffer), encoding: 'utf8', maxBuffer: 1e8 },
  );
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'));
  return {
    lufs: Number(/I:\s+(-?[\d.]+) LUFS/.exec(summary)?.[1]),
    peakDb: Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summary)?.[1]),
  };
}

test.skipIf(!hasFfmpeg).each([-23, -19, -16])(
  'ffmpeg measures %i LUFS and at most -1 dBTP in sound that was brought to it',
  async (targetLufs) => {
    const parts: number[] = [];
    const signal = new AbortController().signal;
    const sound = normaliseLoudness([createVoiceLike(15)], { targetLufs, sampleRate: RATE, signal });
    for await (const part of sound) parts.push(...part);
    const { lufs, peakDb } = measureWithFfmpeg(Float32Array.from(parts));
    expect(Math.abs(lufs - targetLufs)).toBeLessThanOrEqual(0.3);
    expect(peakDb).toBeLessThanOrEqual(-1);
  },
);

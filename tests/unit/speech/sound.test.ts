import type { Segment } from '../../../src/contract/segment.ts';
import { describe, expect, it } from 'vitest';
import { DEFAULT_JOIN_RULE, findKeptRange } from '../../../src/speech/joins.ts';
import { toFloat32, toInt16 } from '../../../src/audio/pcm.ts';
import { UsageMeter } from '../../../src/speech/usage.ts';

const segment: Segment = {
  index: 0,
  text: 'Hi you.',
  start: 0,
  end: 7,
  read: 'Hi you.',
  phonemes: 'hI ju.',
  tokenIds: [0, 50, 25, 16, 52, 63, 4, 0],
  words: [
    { start: 10, end: 12, phonemeStart: 0, phonemeEnd: 2 },
    { start: 13, end: 16, phonemeStart: 3, phonemeEnd: 5 },
  ],
};

describe('pcm', () => {
  it('rounds and clips', () => {
    const samples = Float32Array.of(0, 1, -1, 2, -2, 0.5, 1 / 65536, -1 / 32768, NaN, Infinity, -Infinity);
    expect([...toInt16(samples)]).toEqual([0, 32767, -32768, 32767, -32768, 16384, 1, -1, 0, 32767, -32768]);
  });

  it('gives back every 16-bit value', () => {
    const all = Int16Array.from({ length: 65536 }, (_, i) => i - 32768);
    expect(toInt16(toFloat32(all))).toEqual(all);
  });
});

describe('findKeptRange', () => {
  const options = { rule: DEFAULT_JOIN_RULE, speed: 1 };
  /** A second of silence, a second of sound, a second of silence. */
  const samples = new Float32Array(72_000).fill(0.1, 24_000, 48_000);
  const pauseAfter = (phonemes: string, text = 'x', speed = 1): number =>
    (findKeptRange(samples, { ...segment, phonemes, text }, { ...options, speed }).end - 48_000) / 24_000;

  it('leaves a little before the sound', () => {
    expect(findKeptRange(samples, segment, options).start).toBe(24_000 - 1440);
  });

  it('leaves, with the next lead, the pause of what the segment ends with', () => {
    const { pauseSeconds, leadSeconds } = DEFAULT_JOIN_RULE;
    const pauseBetween = (phonemes: string, text?: string): number =>
      leadSeconds + pauseAfter(phonemes, text);
    expect(pauseBetween('a.')).toBeCloseTo(pauseSeconds.sentence, 4);
    expect(pauseBetween('a!')).toBeCloseTo(pauseSeconds.sentence, 4);
    expect(pauseBetween('a?”')).toBeCloseTo(pauseSeconds.question, 4);
    expect(pauseBetween('a:')).toBeCloseTo(pauseSeconds.colon, 4);
    expect(pauseBetween('a—')).toBeCloseTo(pauseSeconds.colon, 4);
    expect(pauseBetween('a,')).toBeCloseTo(pauseSeconds.comma, 4);
    expect(pauseBetween('a')).toBeCloseTo(pauseSeconds.word, 4);
    expect(pauseBetween('a.', 'Title\n\n')).toBeCloseTo(pauseSeconds.line, 4);
    expect(pauseBetween('', '你好。')).toBeCloseTo(pauseSeconds.sentence, 4);
    expect(pauseBetween('', '你好？')).toBeCloseTo(pauseSeconds.question, 4);
  });

  it('goes by the speed, but leaves at least 50 ms', () => {
    const usual = pauseAfter('a.');
    expect(pauseAfter('a.', 'x', 2)).toBeCloseTo(usual / 2, 4);
    expect(pauseAfter('a.', 'x', 0.5)).toBeCloseTo(usual * 2, 4);
    expect(pauseAfter('a', 'x', 4)).toBeCloseTo(0.05, 4);
  });

  it('counts what is softer than a voice to the pause, and keeps it', () => {
    const breath = Float32Array.from(samples);
    breath.fill(0.005, 48_000, 72_000);
    // All of the breath is louder than silence.
    expect(findKeptRange(breath, segment, options).end).toBe(72_000);
    breath.fill(0, 50_400);
    expect(findKeptRange(breath, segment, options).end).toBe(findKeptRange(samples, segment, options).end);
  });

  it('cuts nothing that sounds, adds nothing, and leaves pure silence alone', () => {
    const noisy = samples.map((sample, i) => (sample === 0 ? (i % 2 === 0 ? 0.0011 : -0.0011) : sample));
    expect(findKeptRange(noisy, segment, options)).toEqual({ start: 0, end: 72_000 });
    const tight = samples.slice(23_900, 48_100);
    expect(findKeptRange(tight, segment, options)).toEqual({ start: 0, end: 24_200 });
    expect(findKeptRange(new Float32Array(500), segment, options)).toEqual({ start: 0, end: 500 });
  });
});

describe('UsageMeter', () => {
  it('adds up phonemes and frames', () => {
    const meter = new UsageMeter();
    expect(meter.usage).toEqual({ inputTokens: 0, outputTokens: 0, totalTokens: 0 });
    meter.add({ segment, samples: new Float32Array(6000) });
    meter.add({ segment, samples: new Float32Array(6001) });
    expect(meter.usage).toEqual({ inputTokens: 12, outputTokens: 21, totalTokens: 33 });
  });

  it('counts characters for an engine that takes text', () => {
    const meter = new UsageMeter();
    meter.add({ segment: { ...segment, tokenIds: [], text: ' 你好𝒜\n' }, samples: new Float32Array(600) });
    expect(meter.usage).toEqual({ inputTokens: 3, outputTokens: 1, totalTokens: 4 });
  });
});

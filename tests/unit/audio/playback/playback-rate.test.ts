import { SAMPLE_RATE } from '../../../../src/contract/audio.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { sonic, type SonicLibrary } from '../../../../src/audio/stretch/sonic.ts';
import { createWasmLibrary } from '../../../../src/audio/encode/wasm/wasm-library.ts';
import { Playback } from '../../../../src/audio/playback/playback.ts';
import { readCodecBinary } from '../../../../tools/codecs/codec-binaries.ts';

const QUANTUM = 128;
const SECONDS = 6;
/** Where the estimate of what Sonic holds may be wrong. */
const TOLERANCE_SECONDS = 0.025;

let library: SonicLibrary;

beforeAll(async () => {
  library = await createWasmLibrary(sonic, await WebAssembly.compile(await readCodecBinary(sonic.binary)));
});

/** A voice of 150 Hz whose loudness grows all the time, so that a level tells a place. */
const sound = Float32Array.from({ length: SECONDS * SAMPLE_RATE }, (_, index) => {
  const cycle = (index * 150) / SAMPLE_RATE;
  return ((cycle % 1) - 0.5) * (index / (SECONDS * SAMPLE_RATE));
});

function createPlaying(rate: number): Playback {
  const playback = new Playback({ targetFrames: 1000 });
  playback.useLibrary(library);
  playback.setRate(rate);
  playback.start();
  for (let start = 0; start < sound.length; start += 5000) playback.receive(sound.slice(start, start + 5000));
  playback.endSource();
  return playback;
}

/** Plays for a time, or to the end; returns what was heard. */
function play(playback: Playback, seconds = Infinity): number[] {
  const heard: number[] = [];
  const output = new Float32Array(QUANTUM);
  while (!playback.finished && heard.length < seconds * SAMPLE_RATE) {
    playback.render(output);
    heard.push(...output);
  }
  return heard;
}

/** Where in the sound something is, by its loudness, in seconds. */
function locate(heard: readonly number[]): number {
  const period = SAMPLE_RATE / 150;
  return 2 * SECONDS * heard.slice(-period).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

describe('a rate', () => {
  test.each([0.5, 0.75, 1.25, 1.5, 2, 3])('of %d takes its share of the time', (rate) => {
    const playback = createPlaying(rate);
    const heard = play(playback);
    expect(Math.abs(heard.length / SAMPLE_RATE - SECONDS / rate)).toBeLessThan((0.01 * SECONDS) / rate);
    expect(playback.playedFrames).toBe(sound.length);
    expect(playback.queuedFrames).toBe(0);
    expect(playback.underruns).toBe(0);
  });

  test.each([0.5, 1.5, 3])('of %d tells the place in the source that is heard', (rate) => {
    const playback = createPlaying(rate);
    for (let step = 1; step < 5; step += 1) {
      const heard = play(playback, 0.8 / rate);
      const playedSeconds = playback.playedFrames / SAMPLE_RATE;
      expect(Math.abs(playedSeconds - 0.8 * step)).toBeLessThan(TOLERANCE_SECONDS * 2);
      expect(Math.abs(locate(heard) - playedSeconds)).toBeLessThan(TOLERANCE_SECONDS * 2);
    }
  });

  test('keeps the pitch', () => {
    const heard = play(createPlaying(2), 1);
    let crossings = 0;
    for (let i = 1; i < heard.length; i += 1) if (heard[i - 1]! - heard[i]! > 0.02) crossings += 1;
    expect(crossings / (heard.length / SAMPLE_RATE)).toBeGreaterThan(140);
    expect(crossings / (heard.length / SAMPLE_RATE)).toBeLessThan(160);
  });

  test('changes at once, and back, without a gap', () => {
    const playback = createPlaying(1);
    play(playback, 1);
    expect(playback.playedFrames).toBe(Math.ceil(SAMPLE_RATE / QUANTUM) * QUANTUM);
    playback.setRate(2);
    const faster = play(playback, 1);
    expect(Math.abs(playback.playedFrames / SAMPLE_RATE - 3)).toBeLessThan(0.06);
    expect(Math.abs(locate(faster) - 3)).toBeLessThan(0.06);
    playback.setRate(0.5);
    play(playback, 1);
    expect(Math.abs(playback.playedFrames / SAMPLE_RATE - 3.5)).toBeLessThan(0.08);
    playback.setRate(1);
    play(playback, 1);
    expect(Math.abs(playback.playedFrames / SAMPLE_RATE - 4.5)).toBeLessThan(0.08);
    expect(playback.underruns).toBe(0);
  });

  test('is kept by a seek, and by the next source', () => {
    const playback = createPlaying(2);
    play(playback, 0.5);
    playback.seek(0);
    expect(playback.playedFrames).toBe(0);
    playback.receive(sound.slice(0, 2 * SAMPLE_RATE));
    playback.endSource();
    expect(play(playback).length / SAMPLE_RATE).toBeCloseTo(1, 1);
    playback.start(500);
    playback.receive(sound.slice(0, SAMPLE_RATE));
    playback.endSource();
    expect(play(playback).length / SAMPLE_RATE).toBeCloseTo(0.5, 1);
    expect(playback.playedFrames).toBe(SAMPLE_RATE + 500);
  });

  test('waits for its library, and plays on meanwhile', () => {
    const playback = new Playback({ targetFrames: 1000 });
    playback.setRate(2);
    playback.start();
    playback.receive(sound.slice());
    expect(play(playback, 1)).toEqual([...sound.slice(0, Math.ceil(SAMPLE_RATE / QUANTUM) * QUANTUM)]);
    playback.useLibrary(library);
    play(playback, 1);
    expect(Math.abs(playback.playedFrames / SAMPLE_RATE - 3)).toBeLessThan(0.06);
  });

  test('asks for more sound ahead where more is played', () => {
    const playback = new Playback({ targetFrames: 1000 });
    playback.start();
    playback.receive(sound.slice(0, 1500));
    expect(playback.shouldPull()).toBe(false);
    playback.setRate(2);
    expect(playback.shouldPull()).toBe(true);
  });
});

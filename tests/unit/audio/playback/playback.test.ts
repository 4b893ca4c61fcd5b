import { describe, expect, test } from 'vitest';
import { Playback } from '../../../../src/audio/playback/playback.ts';

const QUANTUM = 128;

const ramp = (start: number, count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, index) => (start + index) / 1_000_000);

function render(playback: Playback): Float32Array {
  const output = new Float32Array(QUANTUM).fill(7);
  playback.render(output);
  return output;
}

function createPlaying(frameCount: number): Playback {
  const playback = new Playback({ targetFrames: 1000 });
  playback.start();
  playback.receive(ramp(1, frameCount));
  return playback;
}

describe('playing', () => {
  test('plays exactly the samples that came, then silence, and has no underruns', () => {
    const playback = createPlaying(300);
    playback.endSource();
    const heard = [...render(playback), ...render(playback), ...render(playback)];
    expect(heard).toEqual([...ramp(1, 300), ...new Float32Array(3 * QUANTUM - 300)]);
    expect(playback.playedFrames).toBe(300);
    expect(playback.underruns).toBe(0);
    expect(playback.finished).toBe(true);
  });

  test('is silent before the first sample without counting an underrun', () => {
    const playback = new Playback({ targetFrames: 1000 });
    playback.start();
    expect([...render(playback)]).toEqual([...new Float32Array(QUANTUM)]);
    expect(playback.underruns).toBe(0);
    expect(playback.finished).toBe(false);
  });

  test('counts each interruption once, however long, and none after the end', () => {
    const playback = createPlaying(200);
    for (let i = 0; i < 10; i += 1) render(playback);
    expect(playback.underruns).toBe(1);
    playback.receive(ramp(0, 200));
    for (let i = 0; i < 10; i += 1) render(playback);
    expect(playback.underruns).toBe(2);
    playback.receive(ramp(0, 10));
    playback.endSource();
    render(playback);
    render(playback);
    expect(playback.underruns).toBe(2);
    expect(playback.playedFrames).toBe(410);
  });

  test('an empty source is finished', () => {
    const playback = new Playback({ targetFrames: 1000 });
    playback.start();
    playback.endSource();
    expect(playback.finished).toBe(true);
  });
});

describe('pulling', () => {
  test('asks for one chunk at a time until enough is queued, and again as it is heard', () => {
    const playback = new Playback({ targetFrames: 1000 });
    expect(playback.shouldPull()).toBe(false);
    playback.start();
    expect(playback.shouldPull()).toBe(true);
    expect(playback.shouldPull()).toBe(false);
    playback.receive(ramp(0, 900));
    expect(playback.shouldPull()).toBe(true);
    playback.receive(ramp(0, 900));
    expect(playback.shouldPull()).toBe(false);
    for (let i = 0; i < 7; i += 1) render(playback);
    expect(playback.shouldPull()).toBe(true);
  });

  test('an empty chunk frees the way for the next', () => {
    const playback = new Playback({ targetFrames: 1000 });
    playback.start();
    playback.shouldPull();
    playback.receive(new Float32Array(0));
    expect(playback.shouldPull()).toBe(true);
  });

  test('asks no more once the source ended', () => {
    const playback = createPlaying(10);
    playback.endSource();
    expect(playback.shouldPull()).toBe(false);
  });
});

describe('cutting', () => {
  test('pause fades within one quantum, holds its place, and resume plays on from there', () => {
    const playback = createPlaying(1000);
    const before = render(playback);
    playback.pause();
    const fading = render(playback);
    expect(fading[0]).toBeGreaterThan(before[QUANTUM - 1]! * 0.9);
    expect(fading[QUANTUM - 1]).toBe(0);
    expect([...render(playback)]).toEqual([...new Float32Array(QUANTUM)]);
    expect(playback.playedFrames).toBe(QUANTUM);

    playback.resume();
    const fadedIn = render(playback);
    expect(fadedIn[0]).toBeLessThan(before[QUANTUM - 1]! * 0.1);
    expect([...render(playback)]).toEqual([...ramp(1 + 2 * QUANTUM, QUANTUM)]);
    expect(playback.underruns).toBe(0);
  });

  test('stop is silent after one quantum and drops the rest', () => {
    const playback = createPlaying(1000);
    render(playback);
    playback.stop();
    expect(playback.queuedFrames).toBe(0);
    expect(render(playback)[QUANTUM - 1]).toBe(0);
    expect([...render(playback)]).toEqual([...new Float32Array(QUANTUM)]);
    expect(playback.state).toBe('idle');
    playback.receive(ramp(0, 50));
    expect(playback.queuedFrames).toBe(0);
  });

  test('stopping while paused gives no sound at all', () => {
    const playback = createPlaying(1000);
    render(playback);
    playback.pause();
    render(playback);
    playback.stop();
    expect([...render(playback)]).toEqual([...new Float32Array(QUANTUM)]);
  });

  test('pausing before the first sound and resuming plays every sample unchanged', () => {
    const playback = createPlaying(QUANTUM);
    playback.pause();
    expect([...render(playback)]).toEqual([...new Float32Array(QUANTUM)]);
    playback.resume();
    expect([...render(playback)]).toEqual([...ramp(1, QUANTUM)]);
  });

  test('a new start counts from nought', () => {
    const playback = createPlaying(200);
    for (let i = 0; i < 4; i += 1) render(playback);
    playback.start();
    expect(playback.playedFrames).toBe(0);
    expect(playback.underruns).toBe(0);
    expect(playback.queuedFrames).toBe(0);
  });
});

describe('seeking', () => {
  test('fades out, counts on from the new place, asks again, and fades in without an underrun', () => {
    const playback = createPlaying(1000);
    playback.shouldPull();
    render(playback);
    expect(playback.seek(5000)).toBe(true);
    expect(playback.queuedFrames).toBe(0);
    expect(playback.shouldPull()).toBe(true);
    expect(render(playback)[QUANTUM - 1]).toBe(0);
    expect(playback.playedFrames).toBe(5000);
    playback.receive(ramp(5001, 300));
    const fadedIn = render(playback);
    expect(fadedIn[0]).toBeLessThan(ramp(5001, 1)[0]! * 0.1);
    expect([...render(playback)]).toEqual([...ramp(5001 + QUANTUM, QUANTUM)]);
    expect(playback.playedFrames).toBe(5000 + 2 * QUANTUM);
    expect(playback.underruns).toBe(0);
  });

  test('wakes a source that had ended', () => {
    const playback = createPlaying(1000);
    playback.endSource();
    expect(playback.shouldPull()).toBe(false);
    playback.seek(0);
    expect(playback.finished).toBe(false);
    expect(playback.shouldPull()).toBe(true);
  });

  test('leaves a paused sound paused', () => {
    const playback = createPlaying(1000);
    render(playback);
    playback.pause();
    render(playback);
    playback.seek(64);
    playback.receive(ramp(64, 500));
    expect([...render(playback)]).toEqual([...new Float32Array(QUANTUM)]);
    playback.resume();
    render(playback);
    expect(playback.playedFrames).toBe(64 + QUANTUM);
  });

  test('does nothing where nothing is played', () => {
    expect(new Playback({ targetFrames: 1000 }).seek(5)).toBe(false);
  });

  test('a start in the middle counts from there', () => {
    const playback = new Playback({ targetFrames: 1000 });
    playback.start(2400);
    playback.receive(ramp(2400, QUANTUM));
    render(playback);
    expect(playback.playedFrames).toBe(2400 + QUANTUM);
  });
});

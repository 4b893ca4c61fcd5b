import { describe, expect, test } from 'vitest';
import { Playback } from '../../../../src/audio/playback/playback.ts';

const QUANTUM = 128;

const ramp = (start: number, count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, index) => (start + index) / 1_000_000);

function render(playback: Playback): Float32Array {
  const output = new Float32Array(QUANTUM);
  playback.render(output);
  return output;
}

describe('waiting for a head start', () => {
  test('plays nothing until enough is queued, asks for all of that, and then plays on whatever is queued', () => {
    const playback = new Playback({ targetFrames: 1000 });
    playback.waitFor(3000);
    playback.start();
    playback.receive(ramp(1, 1500));
    expect([...render(playback)]).toEqual([...new Float32Array(QUANTUM)]);
    expect(playback.isWaiting).toBe(true);
    expect(playback.shouldPull()).toBe(true);
    playback.receive(ramp(1501, 1500));
    expect([...render(playback)]).toEqual([...ramp(1, QUANTUM)]);
    expect(playback.isWaiting).toBe(false);
    for (let i = 0; i < 22; i += 1) render(playback);
    expect(playback.playedFrames).toBe(23 * QUANTUM);
    expect(playback.underruns).toBe(0);
  });

  test('waits again where it ran dry, and counts one interruption', () => {
    const playback = new Playback({ targetFrames: 1000 });
    playback.start();
    playback.receive(ramp(1, 200));
    for (let i = 0; i < 3; i += 1) render(playback);
    expect(playback.isWaiting).toBe(true);
    playback.waitFor(500);
    playback.receive(ramp(201, 300));
    render(playback);
    expect(playback.playedFrames).toBe(200);
    playback.receive(ramp(501, 300));
    render(playback);
    expect([playback.playedFrames, playback.underruns]).toEqual([200 + QUANTUM, 1]);
  });

  test('ends with the source, however little came, and when it is called off', () => {
    const playback = new Playback({ targetFrames: 1000 });
    playback.waitFor(Infinity);
    playback.start();
    playback.receive(ramp(1, 200));
    render(playback);
    expect(playback.playedFrames).toBe(0);
    playback.endSource();
    render(playback);
    expect(playback.playedFrames).toBe(QUANTUM);
    const other = new Playback({ targetFrames: 1000 });
    other.waitFor(Infinity);
    other.start();
    other.receive(ramp(1, 200));
    other.waitFor(0);
    render(other);
    expect(other.playedFrames).toBe(QUANTUM);
  });
});

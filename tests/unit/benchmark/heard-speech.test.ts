import { describe, expect, test } from 'vitest';
import { HeardSpeechMeter, toRealTimeFactor } from '../../../src/benchmark/heard-speech.ts';

/** Bytes of so many seconds of 16-bit sound at 24 kHz. */
const bytes = (seconds: number): number => seconds * 48_000;

describe('what a listener hears of an answer', () => {
  test('sound that keeps ahead of the listener has no gap', () => {
    const meter = new HeardSpeechMeter();
    meter.add(bytes(2), 500);
    meter.add(bytes(3), 2_400);
    meter.add(bytes(1), 5_000);
    expect(meter.finish()).toEqual({ firstSoundMs: 500, totalMs: 5_000, audioSeconds: 6, stallSeconds: 0 });
  });

  test('each wait for more sound adds up, and a gap shifts what is heard after it', () => {
    const meter = new HeardSpeechMeter();
    meter.add(bytes(1), 1_000);
    // Heard out at 2.0 s: half a second of silence.
    meter.add(bytes(1), 2_500);
    // Heard out at 3.5 s: a quarter more.
    meter.add(bytes(1), 3_750);
    expect(meter.finish().stallSeconds).toBeCloseTo(0.75, 9);
  });

  test('a piece without bytes is not the first sound', () => {
    const meter = new HeardSpeechMeter();
    meter.add(0, 10);
    meter.add(bytes(1), 700);
    expect(meter.finish().firstSoundMs).toBe(700);
  });

  test('an answer without sound is an error', () => {
    const meter = new HeardSpeechMeter();
    meter.add(0, 10);
    expect(() => meter.finish()).toThrow(/no sound/);
  });

  test('the real-time factor is seconds of work for a second of sound', () => {
    expect(toRealTimeFactor({ totalMs: 3_000, audioSeconds: 2 })).toBe(1.5);
  });
});

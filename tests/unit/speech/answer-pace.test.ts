import type { SpokenSegment } from '../../../src/contract/segment.ts';
import { describe, expect, it } from 'vitest';
import { AnswerPace, EngineSpeed } from '../../../src/speech/answer-pace.ts';
import { DEFAULT_RAMP, toSegmentLimits } from '../../../src/speech/ramp.ts';
import { createSpeak } from '../../../src/speech/speak.ts';
import { createFakePhonemizer } from '../../fixtures/fake-phonemizer.ts';
import { isFullRun } from '../../fixtures/full-run.ts';
import { createFakeSynthesizer } from '../../fixtures/fake-synthesizer.ts';
import { never, request } from './plan-whole.ts';

describe('EngineSpeed', () => {
  it('does not let one slow run spoil the rest', () => {
    const speed = new EngineSpeed();
    expect(speed.secondsPerToken).toBeUndefined();
    speed.add(100, 60);
    expect(speed.secondsPerToken).toBe(0.6);
    speed.add(100, 2);
    expect(speed.secondsPerToken).toBe(0.02);
    speed.add(100, 3);
    expect(speed.secondsPerToken).toBe(0.03);
  });

  it('forgets what is long past', () => {
    const speed = new EngineSpeed();
    for (let i = 0; i < 5; i++) speed.add(1, 1);
    for (let i = 0; i < 5; i++) speed.add(1, 2);
    expect(speed.secondsPerToken).toBe(2);
  });
});

describe('AnswerPace', () => {
  const create = (): { pace: AnswerPace; wait: (seconds: number) => void } => {
    let nowMs = 1000;
    const pace = new AnswerPace({ speed: new EngineSpeed(), now: () => nowMs });
    return { pace, wait: (seconds) => void (nowMs += seconds * 1000) };
  };

  it('knows nothing before the first sound', () => {
    const { pace } = create();
    pace.plan(50);
    pace.start();
    expect(pace.audioAheadSeconds()).toBeUndefined();
  });

  it('takes the word of an engine that measures itself: loading and waiting are not its speed', () => {
    const { pace, wait } = create();
    pace.plan(50);
    pace.start();
    wait(90);
    pace.finish(50, 4, 0.5);
    expect(pace.secondsPerToken()).toBeCloseTo(0.01);
  });

  it('tells how much is left to hear when the engine is free again', () => {
    const { pace, wait } = create();
    pace.plan(50);
    pace.start();
    wait(1);
    pace.finish(50, 4);
    expect(pace.secondsPerToken()).toBeCloseTo(0.02);
    expect(pace.audioAheadSeconds()).toBeCloseTo(4);
    // 100 tokens take 2 s and sound for 8 s.
    pace.plan(100);
    expect(pace.audioAheadSeconds()).toBeCloseTo(4 + 8 - 2);
    pace.start();
    wait(0.5);
    expect(pace.audioAheadSeconds()).toBeCloseTo(4 + 8 - 2);
    wait(1.5);
    pace.finish(100, 8);
    expect(pace.audioAheadSeconds()).toBeCloseTo(10);
  });

  it('does not count the time in which the reader has enough', () => {
    const { pace, wait } = create();
    pace.plan(50);
    pace.start();
    wait(1);
    pace.finish(50, 4);
    wait(100);
    expect(pace.audioAheadSeconds()).toBeCloseTo(4);
    pace.plan(50);
    pace.start();
    expect(pace.audioAheadSeconds()).toBeCloseTo(4 + 4 - 1);
  });

  it('is never negative', () => {
    const { pace, wait } = create();
    pace.plan(50);
    pace.start();
    wait(1);
    pace.finish(50, 1);
    pace.plan(50);
    pace.start();
    wait(60);
    expect(pace.audioAheadSeconds()).toBe(0);
  });
});

describe('toSegmentLimits', () => {
  it('starts with the first limits and grows by the factor while nothing is known', () => {
    expect(toSegmentLimits(DEFAULT_RAMP, null)).toEqual(DEFAULT_RAMP.first);
    expect(toSegmentLimits(DEFAULT_RAMP, 60).capTokens).toBe(102);
    expect(toSegmentLimits(DEFAULT_RAMP, 10).capTokens).toBe(DEFAULT_RAMP.first.capTokens);
    expect(toSegmentLimits(DEFAULT_RAMP, 200)).toEqual(DEFAULT_RAMP.steady);
  });

  it('goes by what the audio ahead can hide once the speed is known', () => {
    const limits = (secondsPerToken: number, seconds: number): number =>
      toSegmentLimits(DEFAULT_RAMP, 60, {
        secondsPerToken: () => secondsPerToken,
        audioAheadSeconds: () => seconds,
      }).capTokens;
    expect(limits(0.05, 10)).toBe(160);
    expect(limits(0.05, 100)).toBe(220);
    expect(limits(0.05, 0)).toBe(70);
  });
});

describe('an answer on an engine that is faster than speech', () => {
  const texts: Readonly<Record<string, string>> = {
    'sentences of one length': 'The quick brown fox jumps over the lazy dog near the old river bank. '.repeat(
      40,
    ),
    'a long sentence first':
      'The council voted on Tuesday night to approve a plan that would turn the old railway yard into a park, with gardens, playgrounds and a small lake, despite the objections of several residents. The mayor called it a victory for every family in the district. '.repeat(
        8,
      ),
    'short sentences, then long ones':
      'Stop. Wait a moment. Do not open that door yet, please. There is something on the other side that I have not told you about, and before we go any further you should know what it is. It came here in the winter. It does not like the light. '.repeat(
        6,
      ),
    'no commas':
      'This extraordinarily long sentence continues without any punctuation whatsoever because its author firmly believes that readers should decide for themselves where they would like to breathe while they follow the thread of an argument. '.repeat(
        6,
      ),
  };
  /** How long a phoneme sounds here. */
  const SOUND_SECONDS = 0.05;

  interface Listening {
    readonly text: string;
    readonly secondsPerToken: number;
    /** What the first run waits for. */
    readonly loadSeconds?: number;
    readonly engineSpeed?: EngineSpeed;
  }

  /** Plays an answer against a clock that the engine moves; returns the seconds of silence that a listener would hear. */
  async function listen(listening: Listening): Promise<{ gap: number; sizes: number[] }> {
    const { text, secondsPerToken, loadSeconds = 0, engineSpeed = new EngineSpeed() } = listening;
    let nowMs = 0;
    const synthesizer = createFakeSynthesizer({
      before: (job, index) => {
        nowMs += (job.tokenIds.length * secondsPerToken + (index === 0 ? loadSeconds : 0)) * 1000;
      },
    });
    const finishedMs: number[] = [];
    const speak = createSpeak({
      phonemizer: createFakePhonemizer(),
      synthesizer: {
        synthesize: async (job, signal) => {
          const result = await synthesizer.synthesize(job, signal);
          finishedMs.push(nowMs);
          return result;
        },
      },
      engineSpeed,
      now: () => nowMs,
    });
    const spoken: SpokenSegment[] = [];
    for await (const segment of speak(request(text), never)) spoken.push(segment);
    let endSeconds = finishedMs[0]! / 1000;
    let gap = 0;
    spoken.forEach(({ samples }, index) => {
      const ready = finishedMs[index]! / 1000;
      gap += Math.max(0, ready - endSeconds);
      endSeconds = Math.max(endSeconds, ready) + samples.length / 24_000;
    });
    return { gap, sizes: spoken.map(({ segment }) => segment.tokenIds.length - 2) };
  }

  describe.each(Object.entries(texts))('with %s', (_, text) => {
    it.each(isFullRun ? [0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95] : [0.1, 0.6, 0.95])(
      'is heard without a gap where making takes %s of the time of hearing, the first time and after a load',
      async (share) => {
        const secondsPerToken = share * SOUND_SECONDS;
        expect((await listen({ text, secondsPerToken })).gap).toBeCloseTo(0, 6);
        expect((await listen({ text, secondsPerToken, loadSeconds: 6 })).gap).toBeCloseTo(0, 6);
      },
    );

    it('has segments of full length soon on a quick device', async () => {
      const { sizes } = await listen({ text, secondsPerToken: 0.2 * SOUND_SECONDS });
      expect(Math.max(...sizes.slice(1, 3))).toBeGreaterThan(120);
    });
  });

  it('needs no luck once the engine is known, even where it is barely fast enough', async () => {
    const engineSpeed = new EngineSpeed();
    for (let i = 0; i < 5; i++) engineSpeed.add(100, 4.2);
    const text = texts['sentences of one length']!;
    const { gap, sizes } = await listen({ text, secondsPerToken: 0.042, engineSpeed });
    expect(gap).toBe(0);
    expect(sizes.at(-2)).toBeGreaterThan(sizes[0]!);
  });

  it('keeps segments of a bearable length on an engine that is slower than speech', async () => {
    const { sizes } = await listen({ text: texts['no commas']!, secondsPerToken: 3 * SOUND_SECONDS });
    // The last is what is left of the text.
    expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThan(25);
  });
});

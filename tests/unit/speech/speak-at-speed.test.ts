import { joinSamples } from '../../../src/std/join.ts';
import type { TimeStretcher } from '../../../src/contract/time-stretcher.ts';
import type { SpokenSegment } from '../../../src/contract/segment.ts';
import { SAMPLE_RATE } from '../../../src/contract/audio.ts';
import { describe, expect, it } from 'vitest';
import { createTimeStretcher } from '../../../src/audio/stretch/time-stretcher.ts';
import { createSpeak } from '../../../src/speech/speak.ts';
import { splitSpeed } from '../../../src/speech/stretch-spoken.ts';
import { readCodecBinary } from '../../../tools/codecs/codec-binaries.ts';
import { decodeToneRuns, decodeTones } from '../../fixtures/decode-tones.ts';
import { createFakePhonemizer } from '../../fixtures/fake-phonemizer.ts';
import { createFakeSynthesizer } from '../../fixtures/fake-synthesizer.ts';
import { toAudibleIds } from '../../fixtures/tone.ts';
import { never, request } from './plan-whole.ts';

const SPEEDS = [0.25, 0.5, 0.7, 0.8, 1.25, 1.5, 2, 3, 4];
const FRAMES_PER_TOKEN = 2;

const text = 'The quick brown fox jumps over the lazy dog near the old river bank. '.repeat(4);

async function speakAt(
  speed: number,
  stretcher: TimeStretcher = createTimeStretcher(readCodecBinary),
): Promise<{ spoken: SpokenSegment[]; jobSpeeds: number[] }> {
  const synthesizer = createFakeSynthesizer();
  const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer, stretcher });
  const spoken: SpokenSegment[] = [];
  for await (const segment of speak(request(text, { speed }), never)) spoken.push(segment);
  return { spoken, jobSpeeds: [...new Set(synthesizer.jobs.map((job) => job.speed))] };
}

const join = (spoken: readonly SpokenSegment[]): Float32Array =>
  joinSamples(spoken.map(({ samples }) => samples));

describe('splitSpeed', () => {
  it('gives both parts of a speed', () => {
    for (const speed of [...SPEEDS, 1]) {
      const { model, stretch } = splitSpeed(speed);
      expect(model * stretch).toBeCloseTo(speed, 12);
    }
    expect(splitSpeed(1)).toEqual({ model: 1, stretch: 1 });
  });
});

describe('speech with a stretcher', () => {
  it.each(SPEEDS)('at %d lasts what it lasts at 1, divided by the speed', async (speed) => {
    const usual = join((await speakAt(1)).spoken);
    const { spoken, jobSpeeds } = await speakAt(speed);
    const sound = join(spoken);
    expect(Math.abs((sound.length * speed) / usual.length - 1)).toBeLessThan(0.001);
    expect(jobSpeeds).toEqual([splitSpeed(speed).model]);
  });

  it.each([0.5, 0.7, 1.25, 1.5])(
    'at %d sounds every phoneme once, in order and at its pitch',
    async (speed) => {
      const { spoken } = await speakAt(speed);
      const sent = spoken.flatMap(({ segment }) => segment.tokenIds);
      expect(decodeTones(join(spoken), { framesPerToken: FRAMES_PER_TOKEN / speed })).toEqual(
        toAudibleIds(sent),
      );
    },
  );

  it.each([0.5, 0.8, 1.5])('at %d has the times of its words and segments in its sound', async (speed) => {
    const { spoken } = await speakAt(speed);
    let seconds = 0;
    for (const { samples, startSeconds, words, segment } of spoken) {
      expect(startSeconds).toBeCloseTo(seconds, 9);
      seconds += samples.length / SAMPLE_RATE;
      const runs = decodeToneRuns(samples, { framesPerToken: FRAMES_PER_TOKEN / speed });
      const starts = runs.filter(({ id }) => id !== null).map(({ startSample }) => startSample / SAMPLE_RATE);
      expect(words).toHaveLength(segment.words.length);
      for (const word of words) {
        const lag = Math.min(...starts.map((start) => Math.abs(startSeconds + start - word.startSeconds)));
        expect(lag).toBeLessThan(0.03);
        expect(word.endSeconds).toBeGreaterThan(word.startSeconds);
        expect(word.endSeconds).toBeLessThanOrEqual(seconds + 1e-9);
      }
    }
  });

  it('at 1 leaves every sample as it is, and loads nothing', async () => {
    const { spoken } = await speakAt(1, { open: () => Promise.reject(new Error('Not needed.')) });
    expect(spoken.length).toBeGreaterThan(1);
  });

  it('fails with the reason where the stretcher cannot be loaded', async () => {
    const broken = createTimeStretcher(() => Promise.reject(new Error('offline')));
    await expect(speakAt(2, broken)).rejects.toMatchObject({ code: 'engine_unavailable' });
  });

  it('ends at once when it is aborted while the stretcher loads', async () => {
    const controller = new AbortController();
    let freed = 0;
    let open = (): void => undefined;
    const stretcher: TimeStretcher = {
      open: () =>
        new Promise((resolve) => {
          open = () =>
            resolve({
              push: (samples) => Float32Array.from(samples),
              finish: () => new Float32Array(0),
              free: () => void (freed += 1),
            });
          controller.abort();
        }),
    };
    const synthesizer = createFakeSynthesizer();
    const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer, stretcher });
    const read = async (): Promise<void> => {
      const spoken = speak(request(text, { speed: 2 }), controller.signal)[Symbol.asyncIterator]();
      while ((await spoken.next()).done !== true);
    };
    await expect(read()).rejects.toMatchObject({ name: 'AbortError' });
    open();
    await expect.poll(() => freed).toBe(1);
  });
});

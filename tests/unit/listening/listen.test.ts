import { describe, expect, it } from 'vitest';
import type { HearingJob, HeardWindow } from '../../../src/contract/hearing.ts';
import { listen, type HeardUtterance, type ListenOptions } from '../../../src/listening/listen.ts';
import { createLevelDetector } from '../../fixtures/level-detector.ts';
import { toHeardSegment } from '../../fixtures/heard-segment.ts';

const RATE = 16_000;
const options: ListenOptions = {
  ...{ task: 'transcribe', language: null, languages: [], prompt: '', temperature: null, hasWords: false },
};

/** A hum where somebody speaks, and silence between, in uneven pieces. */
function* toPieces(...seconds: readonly number[]): Generator<Float32Array<ArrayBuffer>> {
  for (const [index, length] of seconds.entries()) {
    const count = Math.round(length * RATE);
    for (let offset = 0; offset < count; offset += 7_001) {
      yield Float32Array.from({ length: Math.min(7_001, count - offset) }, (_, at) =>
        index % 2 === 0 ? 0.3 * Math.sin((offset + at) / 10) : 0,
      );
    }
  }
}

async function* toSound(...seconds: readonly number[]): AsyncGenerator<Float32Array<ArrayBuffer>> {
  for (const piece of toPieces(...seconds)) yield await Promise.resolve(piece);
}

interface Heard {
  readonly utterances: HeardUtterance[];
  readonly jobs: HearingJob[];
}

async function hear(
  sound: AsyncIterable<Float32Array<ArrayBuffer>>,
  toWindow: (job: HearingJob) => Partial<HeardWindow> = () => ({}),
): Promise<Heard> {
  const jobs: HearingJob[] = [];
  const recogniser = {
    recognise: (job: HearingJob): Promise<HeardWindow> => {
      jobs.push(job);
      const seconds = job.samples.length / RATE;
      const whole = { language: 'en', segments: [toHeardSegment({ end: seconds })], promptTokenCount: 0 };
      return Promise.resolve({ ...whole, heardSeconds: seconds, ...toWindow(job) });
    },
  };
  const parts = { recogniser, detector: createLevelDetector() };
  const utterances: HeardUtterance[] = [];
  const { signal } = new AbortController();
  for await (const heard of listen(sound, options, { parts, signal })) utterances.push(heard);
  return { utterances, jobs };
}

describe('listening', () => {
  it('hears each utterance by itself, with times of the whole sound', async () => {
    const { utterances, jobs } = await hear(toSound(3, 2, 4, 2));
    expect(jobs.map(({ samples }) => samples.length / RATE)).toEqual([
      expect.closeTo(3.4, 0),
      expect.closeTo(4.8, 0),
    ]);
    expect(utterances.map(({ start }) => start)).toEqual([0, expect.closeTo(4.6, 0)]);
    expect(utterances[1]?.segments[0]?.start).toBeCloseTo(4.6, 0);
  });

  it.each([
    ['where a voice is first heard', 2, 1],
    ['and no later than it ends', 0.1, 0.7],
  ])('begins the first word %s', async (_, endSeconds, expected) => {
    const word = { text: ' The', start: 0, end: endSeconds };
    const { utterances } = await hear(toSound(0, 1, 3, 2), () => ({
      segments: [toHeardSegment({ words: [word] })],
    }));
    const [first] = utterances[0]?.segments[0]?.words ?? [];
    expect(first?.start).toBeCloseTo(expected, 1);
  });

  it('hears nothing where nobody speaks', async () => {
    expect((await hear(toSound(0, 30))).jobs).toEqual([]);
  });

  it('loses no sample of ten minutes without a pause, and never holds more than one window', async () => {
    const { jobs } = await hear(toSound(600));
    const lengths = jobs.map(({ samples }) => samples.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(28.1 * RATE);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBeGreaterThanOrEqual(599.9 * RATE);
  });

  it('goes on behind the last whole phrase while somebody still speaks', async () => {
    const { jobs, utterances } = await hear(toSound(10, 2), (job) =>
      job.samples.length > 8 * RATE ? { heardSeconds: 4, segments: [toHeardSegment({ end: 4 })] } : {},
    );
    expect(jobs).toHaveLength(2);
    expect(jobs[1]!.samples.length / RATE).toBeCloseTo(jobs[0]!.samples.length / RATE - 4, 2);
    expect(utterances[1]?.segments[0]?.start).toBeCloseTo(4, 2);
  });

  it('ends where a run hears nothing at all', async () => {
    const { jobs } = await hear(toSound(10, 2), () => ({ heardSeconds: 0, segments: [] }));
    expect(jobs).toHaveLength(1);
  });

  it('keeps to the language of the first long utterance', async () => {
    const { jobs } = await hear(toSound(1, 2, 3, 2, 3, 2), ({ language }) => ({
      language: language ?? 'fr',
    }));
    expect(jobs.map(({ language }) => language)).toEqual([null, null, 'fr']);
  });
});

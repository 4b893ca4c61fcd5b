import type { SpokenSegment } from '../../../src/contract/segment.ts';
import { FRAME_SAMPLES, SAMPLE_RATE } from '../../../src/contract/audio.ts';
import { describe, expect, it } from 'vitest';
import { createDeferred } from '../../../src/std/deferred.ts';
import { SpeechError } from '../../../src/contract/errors.ts';
import { createSpeak } from '../../../src/speech/speak.ts';
import { decodeToneRuns, decodeTones } from '../../fixtures/decode-tones.ts';
import { createFakePhonemizer } from '../../fixtures/fake-phonemizer.ts';
import { createFakeSynthesizer } from '../../fixtures/fake-synthesizer.ts';
import { toAudibleIds, toFramesPerToken } from '../../fixtures/tone.ts';
import { never, request } from './plan-whole.ts';

const text = 'The quick brown fox jumps over the lazy dog near the old river bank. '.repeat(6);

async function readAll(segments: AsyncIterable<SpokenSegment>): Promise<SpokenSegment[]> {
  const all: SpokenSegment[] = [];
  for await (const segment of segments) all.push(segment);
  return all;
}

/** Lets everything that can run, run. */
async function settle(): Promise<void> {
  for (let i = 0; i < 100; i++) await Promise.resolve();
}

function join(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

describe('createSpeak', () => {
  it.each([0.5, 1, 2])(
    'sounds every phoneme once and in order at speed %s, sample for sample',
    async (speed) => {
      const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer: createFakeSynthesizer() });
      const spoken = await readAll(speak(request(text, { speed }), never));
      expect(spoken.length).toBeGreaterThan(2);
      const sent = spoken.flatMap(({ segment }) => segment.tokenIds);
      const framesPerToken = toFramesPerToken(speed);
      const sound = join(spoken.map(({ samples }) => samples));
      expect(decodeTones(sound, { framesPerToken })).toEqual(toAudibleIds(sent));
      expect(sound.length).toBe(sent.length * framesPerToken * FRAME_SAMPLES);
    },
  );

  it('asks the engine for what the request says', async () => {
    const synthesizer = createFakeSynthesizer();
    const voice = [
      { id: 'bf_emma', weight: 0.5 },
      { id: 'bm_lewis', weight: 0.5 },
    ] as const;
    const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer });
    await readAll(
      speak(request(' Hi\u0000there, you all. ', { voice, language: 'en-gb', speed: 1.5 }), never),
    );
    expect(synthesizer.jobs).toHaveLength(1);
    expect(synthesizer.jobs[0]).toMatchObject({
      text: 'Hi there, you all.',
      voice,
      language: 'en-gb',
      speed: 1.5,
    });
  });

  it('tells the engine what comes next while it is busy, but never before the first sound', async () => {
    const before = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
    const synthesizer = createFakeSynthesizer({ before });
    const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer });
    await readAll(speak(request(text), never));
    const { jobs, prepared } = synthesizer;
    expect(jobs.length).toBeGreaterThan(3);
    // The second is planned when the first was heard, and each later one while the one before is made.
    expect(prepared.map(({ job }) => job)).toEqual(jobs.slice(2));
    expect(prepared.map(({ finished }) => finished)).toEqual(jobs.slice(2).map((_, index) => index + 1));
  });

  it('tells when each word is heard', async () => {
    const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer: createFakeSynthesizer() });
    const spoken = await readAll(speak(request(text), never));
    const sound = join(spoken.map(({ samples }) => samples));
    const words = spoken.flatMap((segment) => segment.words);
    expect(words).toHaveLength(text.trim().split(' ').length);
    for (const { start, end, startSeconds, endSeconds } of words) {
      const heard = decodeTones(sound.subarray(startSeconds * SAMPLE_RATE, endSeconds * SAMPLE_RATE));
      expect(heard).toHaveLength(end - start);
    }
    expect(spoken.map(({ startSeconds }) => startSeconds)[1]).toBeCloseTo(
      spoken[0]!.samples.length / SAMPLE_RATE,
      9,
    );
  });

  it('keeps the words right where silence was cut off', async () => {
    const padded = createFakeSynthesizer({
      // Two seconds of silence at both ends, on the padding tokens.
      alter: ({ samples, durations, engine }) => {
        const longer = new Float32Array(samples.length + 4 * SAMPLE_RATE);
        longer.set(samples, 2 * SAMPLE_RATE);
        durations![0]! += 80;
        durations![durations!.length - 1]! += 80;
        return { samples: longer, durations, engine };
      },
    });
    const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer: padded });
    const spoken = await readAll(speak(request(text), never));
    const sound = join(spoken.map(({ samples }) => samples));
    for (const { start, end, startSeconds, endSeconds } of spoken.flatMap(({ words }) => words)) {
      const heard = decodeTones(sound.subarray(startSeconds * SAMPLE_RATE, endSeconds * SAMPLE_RATE));
      expect(heard).toHaveLength(end - start);
    }
    const pauses = decodeToneRuns(sound).filter(({ id, count }) => id === null && count > 1);
    const inner = pauses
      .slice(0, -1)
      .map(({ startSample, endSample }) => (endSample - startSample) / SAMPLE_RATE);
    expect(inner).toHaveLength(spoken.length - 1);
    for (const seconds of inner) expect(Math.abs(seconds - 0.42)).toBeLessThan(0.02);

    const uncut = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer: padded, joins: null });
    const [first] = await readAll(uncut(request(text), never));
    expect(first!.samples.length).toBe(first!.segment.tokenIds.length * 1200 + 4 * SAMPLE_RATE);
  });

  it('synthesises one segment ahead of the reader and no more', async () => {
    const synthesizer = createFakeSynthesizer();
    const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer });
    const segments = speak(request(text.repeat(5)), never)[Symbol.asyncIterator]();
    await settle();
    expect(synthesizer.jobs).toHaveLength(0);
    await segments.next();
    await settle();
    expect(synthesizer.jobs).toHaveLength(2);
    await segments.next();
    await settle();
    expect(synthesizer.jobs).toHaveLength(3);
    await segments.return?.();
    await settle();
    expect(synthesizer.jobs).toHaveLength(3);
  });

  it('hands out the first segment before the synthesis of the last began, and phonemises ahead of the engine', async () => {
    const gate = createDeferred();
    const phonemizer = createFakePhonemizer();
    const synthesizer = createFakeSynthesizer({
      before: (_, index) => (index === 0 ? undefined : gate.promise),
    });
    const segments = createSpeak({ phonemizer, synthesizer })(request(text), never)[Symbol.asyncIterator]();
    const first = await segments.next();
    await settle();
    expect(first.done).toBe(false);
    expect(synthesizer.finished).toBe(1);
    const { length } = phonemizer.calls;
    expect(length).toBeGreaterThan(synthesizer.jobs.length);
    gate.resolve();
    await readAll({ [Symbol.asyncIterator]: () => segments });
    expect(synthesizer.finished).toBeGreaterThan(2);
  });

  it('stops before the next segment when the signal fires', async () => {
    const controller = new AbortController();
    const gate = createDeferred();
    const synthesizer = createFakeSynthesizer({
      before: (_, index) => (index === 1 ? gate.promise : undefined),
    });
    const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer });
    const segments = speak(request(text), controller.signal)[Symbol.asyncIterator]();
    await segments.next();
    const second = segments.next();
    await settle();
    controller.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    gate.resolve();
    await settle();
    expect(synthesizer.jobs).toHaveLength(2);
    expect(synthesizer.finished).toBe(1);
    await expect(readAll(speak(request(text), controller.signal))).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('aborts the run in progress when the reader leaves', async () => {
    const gate = createDeferred();
    const synthesizer = createFakeSynthesizer({
      before: (_, index) => (index === 1 ? gate.promise : undefined),
    });
    const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer });
    for await (const segment of speak(request(text), never)) {
      expect(segment.segment.index).toBe(0);
      break;
    }
    gate.resolve();
    await settle();
    expect(synthesizer.finished).toBe(1);
  });

  it('throws what went wrong in its turn, after the sound before it', async () => {
    const error = new SpeechError('synthesis_failed', 'No.');
    const synthesizer = createFakeSynthesizer({
      before: (_, index) => {
        if (index === 1) throw error;
      },
    });
    const segments = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer })(request(text), never)[
      Symbol.asyncIterator
    ]();
    expect((await segments.next()).done).toBe(false);
    await settle();
    await expect(segments.next()).rejects.toBe(error);
    expect(synthesizer.jobs).toHaveLength(2);
  });

  it('does not take missing sound for an answer', async () => {
    const synthesizer = createFakeSynthesizer({
      alter: (result) => ({ ...result, samples: new Float32Array(0) }),
    });
    const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer });
    await expect(readAll(speak(request(text), never))).rejects.toMatchObject({ code: 'synthesis_failed' });
  });

  it('has no words where the engine cannot tell durations', async () => {
    const synthesizer = createFakeSynthesizer({ durations: false, engine: 'espeak-ng' });
    const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer });
    const [first] = await readAll(speak(request(text), never));
    expect(first).toMatchObject({ engine: 'espeak-ng', words: [] });
  });

  it('refuses what cannot be spoken', async () => {
    const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer: createFakeSynthesizer() });
    await expect(readAll(speak(request('…'), never))).rejects.toMatchObject({ code: 'no_speakable_text' });
  });
});

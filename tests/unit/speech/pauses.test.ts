import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE } from '../../../src/contract/audio.ts';
import { type SpokenSegment } from '../../../src/contract/segment.ts';
import { type Synthesizer } from '../../../src/speech/ports.ts';
import { createSpeak, createSpeakScript } from '../../../src/speech/speak.ts';
import { createDeferred } from '../../../src/std/deferred.ts';
import { decodeToneRuns } from '../../fixtures/decode-tones.ts';
import { createFakePhonemizer } from '../../fixtures/fake-phonemizer.ts';
import { createFakeSynthesizer } from '../../fixtures/fake-synthesizer.ts';
import { never, request } from './plan-whole.ts';
import { expectContiguous, hear, ScriptWriter, speakAll as speakScript, toIds } from './script-writer.ts';

/** Half a second of sound for each segment, each token a frame. */
const synthesizer: Synthesizer = {
  synthesize: ({ tokenIds }) =>
    Promise.resolve({
      samples: new Float32Array(SAMPLE_RATE / 2).fill(0.5),
      durations: new Int32Array(tokenIds.length).fill(1),
      engine: 'kokoro',
    }),
};

async function speakAll(text: string): Promise<SpokenSegment[]> {
  const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer });
  const segments: SpokenSegment[] = [];
  for await (const spoken of speak(request(text, { hasTags: true }), never)) segments.push(spoken);
  return segments;
}

describe('a pause that the text asks for', () => {
  it('lasts to the sample, and words are timed behind it', async () => {
    const text = '[pause:0.75s]Here we are. [pause:1.25s]There they go.[2s]';
    const segments = await speakAll(text);
    expect(segments.map(({ samples }) => samples.length)).toEqual(
      [0.75, 0.5, 1.25, 0.5, 2].map((seconds) => seconds * SAMPLE_RATE),
    );
    const samples = segments.flatMap((spoken) => [...spoken.samples]);
    expect(samples.findIndex((sample) => sample !== 0)).toBe(0.75 * SAMPLE_RATE);
    expect(segments.map(({ startSeconds }) => startSeconds)).toEqual([0, 0.75, 1.25, 2.5, 3]);
    expect(segments[1]?.words[0]?.startSeconds).toBeCloseTo(0.775);
    expect(segments[3]?.words[0]?.startSeconds).toBeCloseTo(1.25 + 1.25 + 0.025);
    expect(segments.map(({ segment }) => segment.text).join('')).toBe(text);
    const words = segments.flatMap((spoken) => spoken.words.map(({ start, end }) => text.slice(start, end)));
    expect(words).toEqual(['Here', 'we', 'are', 'There', 'they', 'go']);
  });

  it('is text where tags are not obeyed', async () => {
    const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer });
    for await (const { segment } of speak(request('[pause:1s] Hi.'), never)) {
      expect(segment.read).toContain('pause');
      expect(segment).toMatchObject({ kind: 'speech', index: 0 });
    }
  });
});

describe('a pause of a script', () => {
  const { source, script } = new ScriptWriter()
    .pause(0.25, '[0.25s]')
    .run('First of all. ')
    .pause(1.5, '[1.5s]')
    .run('Then the second.')
    .pause(0.0301, '[30.1ms]');

  it('is silence of exactly its length, which no engine makes', async () => {
    const answer = await speakScript(script);
    expectContiguous(answer.spoken);
    expect(answer.jobs).toHaveLength(2);
    const lengths = answer.spoken.map(({ samples }) => samples.length);
    expect(lengths).toEqual([6000, lengths[1], 36_000, lengths[3], 722]);
    for (const index of [0, 2, 4]) {
      expect(answer.spoken[index]!.samples.every((sample) => sample === 0)).toBe(true);
      expect(answer.spoken[index]).toMatchObject({ engine: 'kokoro', words: [] });
    }
    const [longest] = decodeToneRuns(answer.sound)
      .filter(({ id }) => id === null)
      .map(({ startSample, endSample }) => endSample - startSample)
      .toSorted((one, other) => other - one);
    // With the padding of the segments at its sides.
    expect(longest).toBe(36_000 + 2 * 1200);
    expect(answer.spoken.map(({ segment }) => source.slice(segment.start, segment.end))).toEqual([
      '[0.25s]',
      'First of all. ',
      '[1.5s]',
      'Then the second.',
      '[30.1ms]',
    ]);
  });

  it('moves the times of the words behind it', async () => {
    const answer = await speakScript(script);
    expect(hear(source, answer)).toEqual(
      ['First', 'of', 'all', 'Then', 'the', 'second'].map((word) => [word, toIds(word.toLowerCase())]),
    );
    const [first] = answer.spoken.flatMap(({ words }) => words);
    expect(first!.startSeconds).toBeCloseTo(0.25 + 1200 / SAMPLE_RATE, 9);
  });

  it('is ready with the segment behind it while the one before it is read', async () => {
    const gate = createDeferred();
    const gated = createFakeSynthesizer({
      before: (_, index) => (index === 1 ? gate.promise : undefined),
    });
    const speak = createSpeakScript({ phonemizer: createFakePhonemizer(), synthesizer: gated });
    const rest = { ...script, items: script.items.slice(1) };
    const segments = speak(rest, never)[Symbol.asyncIterator]();
    const first = await segments.next();
    expect(first.value).toMatchObject({ segment: { kind: 'speech', index: 0 } });
    await expect.poll(() => gated.jobs.length).toBe(2);
    // It does not wait for what follows it.
    const second = await segments.next();
    expect(second.value).toMatchObject({ segment: { kind: 'pause', index: 1 } });
    gate.resolve();
    expect((await segments.next()).value).toMatchObject({ segment: { index: 2 } });
    await segments.return?.();
  });

  it('alone is nothing that can be spoken', async () => {
    const alone = new ScriptWriter().pause(1, '[1s]').run(' … ').script;
    await expect(speakScript(alone)).rejects.toMatchObject({ code: 'no_speakable_text' });
  });
});

import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE } from '../../../src/contract/audio.ts';
import { type SpokenSegment } from '../../../src/contract/segment.ts';
import { type Synthesizer } from '../../../src/speech/ports.ts';
import { createSpeak } from '../../../src/speech/speak.ts';
import { createFakePhonemizer } from '../../fixtures/fake-phonemizer.ts';
import { never, request } from './plan-whole.ts';

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
    expect(segments.map(({ samples }) => samples.length)).toEqual([
      0.75 * SAMPLE_RATE + SAMPLE_RATE / 2,
      1.25 * SAMPLE_RATE + SAMPLE_RATE / 2 + 2 * SAMPLE_RATE,
    ]);
    const [first, second] = segments;
    expect(first?.samples.findIndex((sample) => sample !== 0)).toBe(0.75 * SAMPLE_RATE);
    expect(first?.words[0]?.startSeconds).toBeCloseTo(0.775);
    expect(second?.startSeconds).toBeCloseTo(1.25);
    expect(second?.words[0]?.startSeconds).toBeCloseTo(1.25 + 1.25 + 0.025);
    expect(segments.map(({ segment }) => segment.text).join('')).toBe(text);
    const words = segments.flatMap((spoken) => spoken.words.map(({ start, end }) => text.slice(start, end)));
    expect(words).toEqual(['Here', 'we', 'are', 'There', 'they', 'go']);
  });

  it('is text where tags are not obeyed', async () => {
    const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer });
    for await (const { segment } of speak(request('[pause:1s] Hi.'), never)) {
      expect(segment.read).toContain('pause');
      expect(segment.pauseBeforeSeconds).toBeUndefined();
    }
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../../src/contract/language.ts';
import type { Speak, WordTime } from '../../../src/contract/segment.ts';
import { createEspeakPhonemizer, createEspeakVoice } from '../../../src/server/espeak.ts';
import { createSpeak } from '../../../src/speech/speak.ts';
import { trimmedEspeak } from '../engines/espeak/trimmed-espeak.ts';

const pausing = 'Yes.\n\nGood.\n\nTen.\n\nMaybe.\n\nDone.';

let speak: Speak;

beforeAll(async () => {
  const location = await trimmedEspeak();
  speak = createSpeak({
    phonemizer: createEspeakPhonemizer(location),
    synthesizer: createEspeakVoice(location),
  });
});

interface Heard {
  readonly samples: readonly number[];
  readonly words: readonly WordTime[];
  /** What of the text each word is. */
  readonly written: readonly string[];
}

async function hear(text: string, language: Language = 'en-us', speed = 1): Promise<Heard> {
  const samples: number[] = [];
  const words: WordTime[] = [];
  const voice = [{ id: 'af_heart', weight: 1 }] as const;
  const request = { text, model: 'espeak-ng', voice, language, speed };
  for await (const spoken of speak(request, new AbortController().signal)) {
    for (const sample of spoken.samples) samples.push(sample);
    words.push(...spoken.words);
  }
  return { samples, words, written: words.map(({ start, end }) => text.slice(start, end)) };
}

/** Where sound begins behind at least 100 ms of silence, in seconds. */
function findSoundStarts(samples: readonly number[]): number[] {
  const starts: number[] = [];
  let silence = Infinity;
  for (const [index, sample] of samples.entries()) {
    if (Math.abs(sample) < 0.006) silence += 1;
    else {
      if (silence >= 2400) starts.push(index / 24_000);
      silence = 0;
    }
  }
  return starts;
}

describe('the words of the built-in voice', () => {
  it('are those of the user, whatever is read for them', async () => {
    const { written } = await hear('In 1999 “Dr. Smith” paid $5.25 & a tip <b> for 👍 café food!');
    expect(written.join(' ')).toBe('In 1999 Dr. Smith paid $5.25 & a tip for café food');
  });

  it.each([
    ['fr', 'Il a 25 ans, dit l’ami de M. Dupont.', 'Il a 25 ans dit l’ami de M. Dupont'],
    ['es', '¿Cuánto cuesta? Unos 30 € en total.', 'Cuánto cuesta Unos 30 € en total'],
    ['hi', 'यह एक छोटा वाक्य है।', 'यह एक छोटा वाक्य है'],
  ] as const)('are found in %s', async (language, text, words) => {
    expect((await hear(text, language)).written.join(' ')).toBe(words);
  });

  it('are in order and long enough to be heard, and none is left out in a long text', async () => {
    const text = 'It was one of the best days that they had had in the old town, and on the hill. '.repeat(
      12,
    );
    const { written, words, samples } = await hear(text);
    expect(written).toEqual(text.match(/[a-z]+/giu));
    let last = 0;
    for (const { startSeconds, endSeconds } of words) {
      expect(startSeconds).toBeGreaterThanOrEqual(last);
      expect(endSeconds).toBeGreaterThan(startSeconds);
      last = endSeconds;
    }
    expect(last).toBeLessThanOrEqual(samples.length / 24_000);
  });

  it.each([0.25, 0.6, 1])('begin where their sound begins, at speed %d', async (speed) => {
    const { samples, words } = await hear(pausing, 'en-us', speed);
    const starts = findSoundStarts(samples);
    expect(starts).toHaveLength(5);
    expect(words).toHaveLength(5);
    for (const [index, { startSeconds }] of words.entries()) {
      expect(Math.abs(startSeconds - starts[index]!)).toBeLessThan(0.03);
    }
  });

  it.each([1.5, 2, 4])('begin where they do at speed 1, sooner, at speed %d', async (speed) => {
    const usual = await hear(pausing);
    const fast = await hear(pausing, 'en-us', speed);
    const toShares = ({ words, samples }: Heard): number[] =>
      words.map(({ startSeconds }) => startSeconds / (samples.length / 24_000));
    const shares = toShares(usual);
    for (const [index, share] of toShares(fast).entries()) {
      expect(Math.abs(share - shares[index]!)).toBeLessThan(0.1);
    }
  });

  it('share a time where eSpeak says two as one, and where a word is too long for it', async () => {
    const long = 'a'.repeat(70) + 'b'.repeat(200);
    const { written } = await hear(`Of the ${long} we know.`);
    expect(written).toEqual(['Of', 'the', long, 'we', 'know']);
  });
});

import type { SynthesisJob } from '../../../../src/contract/synthesis.ts';
import { SAMPLE_RATE } from '../../../../src/contract/audio.ts';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { loadEspeak } from '../../../../src/engines/espeak/load-espeak.ts';
import { createEspeakVoice } from '../../../../src/server/espeak.ts';
import type { Language } from '../../../../src/contract/language.ts';
import { type Synthesizer } from '../../../../src/speech/ports.ts';
import sentences from '../../phonemes/espeak/phonemes.json' with { type: 'json' };
import { trimmedEspeak } from './trimmed-espeak.ts';

const signal = new AbortController().signal;
let voice: Synthesizer;

beforeAll(async () => {
  voice = createEspeakVoice(await trimmedEspeak());
});

function toJob(text: string, job: Partial<SynthesisJob> = {}): SynthesisJob {
  return { text, tokenIds: [], language: 'en-us', voice: [{ id: 'af_heart', weight: 1 }], speed: 1, ...job };
}

async function speak(text: string, job: Partial<SynthesisJob> = {}): Promise<Float32Array<ArrayBuffer>> {
  return (await voice.synthesize(toJob(text, job), signal)).samples;
}

/** Loudness of each 20 ms, as root mean square. */
function toLevels(samples: Float32Array): number[] {
  const hop = SAMPLE_RATE / 50;
  return Array.from({ length: Math.floor(samples.length / hop) }, (_, index) => {
    const part = samples.subarray(index * hop, (index + 1) * hop);
    return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / hop);
  });
}

/** The share of the energy above a frequency, by first differences: white noise has 1, a low hum nearly 0. */
function toBrightness(samples: Float32Array): number {
  let [energy, change] = [0, 0];
  for (let index = 1; index < samples.length; index += 1) {
    energy += samples[index]! ** 2;
    change += (samples[index]! - samples[index - 1]!) ** 2;
  }
  return change / (2 * energy);
}

/** The pitch of the loudest 100 ms in hertz, by autocorrelation between 60 and 400 Hz. */
function toPitch(samples: Float32Array): number {
  const length = SAMPLE_RATE / 10;
  const levels = toLevels(samples).slice(0, -6);
  const start = levels.indexOf(Math.max(...levels)) * (SAMPLE_RATE / 50);
  let [best, bestLikeness] = [0, 0];
  for (let lag = SAMPLE_RATE / 400; lag <= SAMPLE_RATE / 60; lag += 1) {
    let likeness = 0;
    for (let index = start; index < start + length - lag; index += 1)
      likeness += samples[index]! * samples[index + lag]!;
    if (likeness > bestLikeness) [best, bestLikeness] = [lag, likeness];
  }
  return SAMPLE_RATE / best;
}

function isEqual(one: Float32Array, other: Float32Array): boolean {
  return one.length === other.length && one.every((sample, index) => sample === other[index]);
}

function expectSpeech(
  samples: Float32Array,
  secondsPerLetter: readonly [number, number],
  letterCount: number,
): void {
  const seconds = samples.length / SAMPLE_RATE / letterCount;
  expect(seconds).toBeGreaterThan(secondsPerLetter[0]);
  expect(seconds).toBeLessThan(secondsPerLetter[1]);
  expect(samples.every((sample) => Math.abs(sample) <= 1)).toBe(true);
  const levels = toLevels(samples);
  expect(Math.max(...levels)).toBeGreaterThan(0.1);
  expect(Math.min(...levels)).toBeLessThan(0.002);
  // Syllables: loud and quiet take turns, a few times a second.
  const threshold = 0.25 * Math.max(...levels);
  const turns = levels.filter(
    (level, index) => index > 0 && level > threshold !== levels[index - 1]! > threshold,
  );
  expect(turns.length / (samples.length / SAMPLE_RATE)).toBeGreaterThan(2);
  expect(toBrightness(samples)).toBeGreaterThan(0.005);
  expect(toBrightness(samples)).toBeLessThan(0.5);
}

describe('the built-in voice', () => {
  it.each(['en-us', 'en-gb', 'es', 'fr', 'it', 'pt-br', 'hi'] as const)('speaks %s', async (language) => {
    for (const { text } of sentences[language].slice(0, 3)) {
      expectSpeech(await speak(text, { language }), [0.03, 0.2], text.length);
    }
  });

  it('says which engine spoke, and gives a buffer of its own', async () => {
    const result = await voice.synthesize(toJob('Hello.'), signal);
    expect(result.engine).toBe('espeak-ng');
    expect(result.durations).toBeNull();
    expect(result.samples.buffer.byteLength).toBe(4 * result.samples.length);
  });

  it('pauses between sentences', async () => {
    const both = toLevels(await speak('The first sentence ends. The second one begins.'));
    expect(both.map((level) => (level < 0.002 ? '.' : '#')).join('')).toMatch(/#\.{8,}[#.]*#\.{14,}$/u);
    const clause = toLevels(await speak('The first clause ends,'));
    expect(clause.map((level) => (level < 0.002 ? '.' : '#')).join('')).toMatch(/#\.{4,9}$/u);
  });

  it.each([0.25, 0.5, 0.8, 1.5, 2, 3, 4])('takes the time that speed %d asks for', async (speed) => {
    const text = 'The quick brown fox jumps over the lazy dog, and the dog does not mind it at all.';
    const usual = await speak(text);
    const samples = await speak(text, { speed });
    expect((samples.length * speed) / usual.length).toBeGreaterThan(0.85);
    expect((samples.length * speed) / usual.length).toBeLessThan(1.15);
    expect(Math.max(...toLevels(samples))).toBeGreaterThan(0.1);
  });

  it('takes the sex from the name, and sounds different for each name', async () => {
    const text = 'Oh, all along, we were right.';
    const pitchOf = async (id: string): Promise<number> =>
      toPitch(await speak(text, { voice: [{ id, weight: 1 }] }));
    for (const [female, male] of [
      ['af_heart', 'am_adam'],
      ['bf_emma', 'bm_george'],
    ] as const) {
      expect(await pitchOf(female)).toBeGreaterThan(1.2 * (await pitchOf(male)));
    }
    const pitches = await Promise.all(
      ['af_heart', 'af_bella', 'af_sarah', 'af_nicole'].map(async (id) => await pitchOf(id)),
    );
    expect(new Set(pitches).size).toBeGreaterThan(2);
  });

  it('gives a text the same samples, whatever was asked before, in every instance', async () => {
    const location = await trimmedEspeak();
    const toIpa = async (text: string): Promise<string> => (await loadEspeak(location)).toIpa('fr', text);
    const text =
      'It was a bright cold day in April. The clocks were striking, and thirteen was what they said.';
    const first = await speak(text);
    await speak('Un autre texte.', { language: 'fr', speed: 3, voice: [{ id: 'ff_siwis', weight: 1 }] });
    // Longer than all before, so that the module needs more memory for it.
    const long = 'un deux trois '.repeat(2_000);
    const ipa = await toIpa(long);
    expect(isEqual(await speak(text), first)).toBe(true);
    expect(await toIpa(long)).toBe(ipa);
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 86_400_000);
    const other = createEspeakVoice({ baseUrl: `${location.baseUrl}./` });
    expect(isEqual((await other.synthesize(toJob(text), signal)).samples, first)).toBe(true);
    clock.mockRestore();
  });

  it.each(['ja', 'zh'] as Language[])('refuses %s', async (language) => {
    await expect(voice.synthesize(toJob('text', { language }), signal)).rejects.toMatchObject({
      code: 'invalid_value',
      param: 'language',
    });
  });
});

describe('odd text', () => {
  it.each(['', '\n\n', '\u0000', '\ud800', '\u200b'])(
    'without anything to say is silence: %j',
    async (text) => {
      expect((await speak(text)).length).toBe(0);
    },
  );

  it('is spoken past a NUL and control characters', async () => {
    const whole = await speak('one two three four five');
    const cut = await speak('one\u0000two\u0001three\u001ffour\u0007five');
    expect(cut.length / whole.length).toBeGreaterThan(0.9);
  });

  it.each([
    ['ba', 200],
    ['w', 200],
    ['7', 100],
    ['漢', 60],
    ['cat ', 300],
  ])('is spoken to its end: %s, %d times', async (unit, count) => {
    const job = { speed: 4 };
    const half = await speak(unit.repeat(count / 2), job);
    const whole = await speak(unit.repeat(count), job);
    expect(whole.length / half.length).toBeGreaterThan(1.8);
  });
});

describe('abort', () => {
  it('ends a long text between two parts', async () => {
    const controller = new AbortController();
    const text = 'This sentence is one of many. '.repeat(400);
    const result = voice.synthesize(toJob(text, { speed: 4 }), controller.signal);
    setTimeout(() => {
      controller.abort();
    });
    await expect(result).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }) as Error);
    // What is asked next does not wait for the rest.
    expect((await speak('Hello.')).length).toBeGreaterThan(0);
  });
});

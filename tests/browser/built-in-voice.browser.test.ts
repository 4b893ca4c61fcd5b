import { expect, test } from './support/app-test.ts';
import { speakTimed } from './support/speak-timed.ts';
import { speakInPage, toWavSamples } from './support/speech-fetch.ts';

const texts = {
  English: { input: 'Good morning. The weather is fine today. See you tomorrow.', voice: 'af_heart' },
  French: { input: 'Bonjour. Il fait beau aujourd’hui. À demain.', voice: 'ff_siwis' },
};

const WINDOW_SAMPLES = 480;

for (const [language, { input, voice }] of Object.entries(texts)) {
  test(`the built-in voice speaks ${language} at once`, async ({ apiPage }) => {
    await speakInPage(apiPage, { model: 'espeak-ng', input: 'Warm.', voice, response_format: 'wav' });
    const answer = await speakInPage(apiPage, { model: 'espeak-ng', input, voice, response_format: 'wav' });
    expect(answer.status).toBe(200);
    expect(answer.headers['x-sotto-engine']).toBe('espeak-ng');

    const samples = toWavSamples(answer.body);
    const seconds = samples.length / 24_000;
    expect(seconds).toBeGreaterThan(2);
    expect(seconds).toBeLessThan(8);
    const levels = toLevels(samples);
    const loud = levels.filter((level) => level > 0.02).length / levels.length;
    expect(loud).toBeGreaterThan(0.4);
    // Three sentences have two pauses between them, each silent for at least 100 ms.
    expect(countPauses(levels)).toBe(2);
    // Speech has energy at many pitches: its windows cross zero at very different rates.
    const rates = toCrossingRates(samples).filter((_, index) => (levels[index] ?? 0) > 0.02);
    expect(Math.max(...rates)).toBeGreaterThan(4 * Math.min(...rates));
  });
}

test('the built-in voice tells when each word is heard', async ({ apiPage }) => {
  const input = 'It costs $5.25, says Dr. Smith. And that is that!';
  const { samples, timestamps } = await speakTimed(apiPage, { model: 'espeak-ng', input });
  expect(timestamps.map(({ word }) => word)).toEqual(
    'It costs $5.25 says Dr. Smith And that is that'.split(' '),
  );
  for (const { word, start_char: from, end_char: to } of timestamps) expect(input.slice(from, to)).toBe(word);
  expect(timestamps.every(({ start, end }) => end > start)).toBe(true);
  expect(timestamps.at(-1)!.end).toBeLessThanOrEqual(samples.length / 24_000);
});

function toWindows(samples: Float32Array): Float32Array[] {
  const count = Math.floor(samples.length / WINDOW_SAMPLES);
  return Array.from({ length: count }, (_, index) =>
    samples.subarray(index * WINDOW_SAMPLES, (index + 1) * WINDOW_SAMPLES),
  );
}

/** Root mean square of each 20 ms. */
function toLevels(samples: Float32Array): number[] {
  return toWindows(samples).map((window) =>
    Math.sqrt(window.reduce((sum, sample) => sum + sample * sample, 0) / WINDOW_SAMPLES),
  );
}

function toCrossingRates(samples: Float32Array): number[] {
  return toWindows(samples).map(
    (window) =>
      window.filter((sample, index) => index > 0 && sample >= 0 !== (window[index - 1] ?? 0) >= 0).length + 1,
  );
}

/** Silent stretches of at least 100 ms between the first and the last sound. */
function countPauses(levels: readonly number[]): number {
  const spoken = levels.map((level) => (level > 0.005 ? 'x' : '.')).join('');
  return spoken.replace(/^\.+|\.+$/g, '').match(/\.{5,}/g)?.length ?? 0;
}

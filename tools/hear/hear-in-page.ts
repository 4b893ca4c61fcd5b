import type { Page } from '@playwright/test';
import { createWavCodec } from '../../src/audio/encode/wav/wav-codec.ts';
import { SAMPLE_RATE } from '../../src/contract/audio.ts';
import type { Language } from '../../src/contract/language.ts';

/** Downloads Whisper base as a user does, where it is not stored yet. The page must be in English. */
export async function storeWhisper(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Subtitles' }).click();
  const stored = page.getByRole('button', { name: 'Choose a recording' });
  const offered = page.getByRole('button', { name: /^Get Whisper base/ });
  await stored.or(offered).waitFor();
  if (await offered.isVisible()) await offered.click();
  await stored.waitFor({ timeout: 300_000 });
}

/** Whisper writes Mandarin in either kind of characters; a prompt makes it the simplified ones, in which it was said. */
const prompts: Partial<Record<Language, string>> = { zh: '以下是普通话的句子。' };

/** Has the page write down samples at 24 kHz, through its API; throws with the API's own message where it refuses. */
export async function hearInPage(
  page: Page,
  samples: Float32Array<ArrayBuffer>,
  language: Language,
): Promise<string> {
  const file = await toWavFile(samples);
  const text = await page.evaluate(
    async ({ base64, code, prompt }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const form = new FormData();
      form.append('file', new File([bytes], 'speech.wav'));
      form.append('model', 'whisper-base');
      form.append('language', code);
      form.append('prompt', prompt);
      form.append('response_format', 'text');
      const response = await fetch('/v1/audio/transcriptions', { method: 'POST', body: form });
      if (!response.ok) throw new Error(await response.text());
      return response.text();
    },
    // Whisper's names are the plain languages.
    { base64: file.toString('base64'), code: language.slice(0, 2), prompt: prompts[language] ?? '' },
  );
  return text.trim();
}

async function toWavFile(samples: Float32Array<ArrayBuffer>): Promise<Buffer> {
  const { signal } = new AbortController();
  const options = { layout: 'complete', sampleRate: SAMPLE_RATE, signal } as const;
  const pieces: Uint8Array[] = [];
  for await (const piece of createWavCodec().encode(once(samples), options)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* once(samples: Float32Array<ArrayBuffer>): AsyncGenerator<Float32Array<ArrayBuffer>> {
  yield await Promise.resolve(samples);
}

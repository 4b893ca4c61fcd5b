import type { Page } from '@playwright/test';
import type { Language } from '../../src/contract/language.ts';
import { encodeSound } from './encode-sound.ts';
import type { TimedWord } from './word-times.ts';

/** What the app wrote down. */
export interface HeardSound {
  readonly text: string;
  readonly words: readonly TimedWord[];
  /** From the request to the last byte. */
  readonly totalMs: number;
}

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
  const { text } = await hearFileInPage(page, await encodeSound(samples, 'wav'), language);
  return text;
}

/** Has the page write down a file with the time of each word, as `hearInPage` does. */
export async function hearFileInPage(page: Page, file: Buffer, language: Language): Promise<HeardSound> {
  const { body, totalMs } = await page.evaluate(
    async ({ base64, code, prompt }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const form = new FormData();
      form.append('file', new File([bytes], 'speech'));
      form.append('model', 'whisper-base');
      form.append('language', code);
      form.append('prompt', prompt);
      form.append('response_format', 'verbose_json');
      form.append('timestamp_granularities[]', 'word');
      const startedMs = performance.now();
      const response = await fetch('/v1/audio/transcriptions', { method: 'POST', body: form });
      const answer = await response.text();
      if (!response.ok) throw new Error(answer);
      return { body: answer, totalMs: performance.now() - startedMs };
    },
    // Whisper's names are the plain languages.
    { base64: file.toString('base64'), code: language.slice(0, 2), prompt: prompts[language] ?? '' },
  );
  const { text, words } = JSON.parse(body) as Pick<HeardSound, 'text' | 'words'>;
  return { text: text.trim(), words, totalMs };
}

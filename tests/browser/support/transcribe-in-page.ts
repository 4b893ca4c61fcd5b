import type { Page } from '@playwright/test';

/** An answer to an upload, as text. */
export interface TextAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Posts a sound file for transcription in the page, as any script there would; a list is one field several times. */
export function transcribeInPage(
  page: Page,
  file: Buffer,
  fields: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<TextAnswer> {
  return page.evaluate(
    async ({ base64, fields: extra }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const form = new FormData();
      form.append('file', new File([bytes], 'sound'));
      if (extra['model'] === undefined) form.append('model', 'whisper-1');
      for (const [name, value] of Object.entries(extra)) {
        for (const item of [value].flat()) form.append(name, item);
      }
      const response = await fetch('/v1/audio/transcriptions', { method: 'POST', body: form });
      const headers = Object.fromEntries(response.headers);
      return { status: response.status, headers, body: await response.text() };
    },
    { base64: file.toString('base64'), fields },
  );
}

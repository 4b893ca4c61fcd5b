import type { Page } from '@playwright/test';

/** An answer that was read up to its first bytes. */
export interface HeldAnswer {
  /** Reads it to its end, and returns all its bytes; rejects where the body errors. */
  readRest(): Promise<Buffer>;
}

/** Posts a speech request in the page and reads the first bytes of the answer. */
export async function openAnswer(page: Page, json: Readonly<Record<string, unknown>>): Promise<HeldAnswer> {
  const held = await page.evaluateHandle(async (body) => {
    const response = await fetch('/v1/audio/speech', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
    if (response.status !== 200) throw new Error(`Status ${response.status}: ${await response.text()}`);
    const reader = response.body!.getReader();
    const { value } = await reader.read();
    return { reader, reads: [value!] };
  }, JSON.stringify(json));
  return {
    readRest: async () => {
      const dataUrl = await held.evaluate(async ({ reader, reads }) => {
        for (let step = await reader.read(); !step.done; step = await reader.read()) reads.push(step.value);
        return new Promise<string>((resolve) => {
          const file = new FileReader();
          file.onload = () => resolve(file.result as string);
          file.readAsDataURL(new Blob(reads));
        });
      });
      return Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64');
    },
  };
}

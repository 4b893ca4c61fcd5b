import type { Page } from '@playwright/test';

/** An answer that was read up to some of its bytes. */
export interface HeldAnswer {
  /** Reads it to its end, and returns all its bytes; rejects where the body errors. */
  readRest(): Promise<Buffer>;
}

/** Posts a speech request in the page and reads the answer until there are `byteCount` bytes: the first ones, if left out. */
export async function openAnswer(
  page: Page,
  json: Readonly<Record<string, unknown>>,
  byteCount = 1,
): Promise<HeldAnswer> {
  const held = await page.evaluateHandle(
    async ({ body, most }) => {
      const response = await fetch('/v1/audio/speech', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      });
      if (response.status !== 200) throw new Error(`Status ${response.status}: ${await response.text()}`);
      const reader = response.body!.getReader();
      const reads: Uint8Array<ArrayBuffer>[] = [];
      for (let size = 0; size < most;) {
        const { value } = await reader.read();
        if (value === undefined) break;
        reads.push(value);
        size += value.byteLength;
      }
      return { reader, reads };
    },
    { body: JSON.stringify(json), most: byteCount },
  );
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
      await held.dispose();
      return Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64');
    },
  };
}

import type { Page } from '@playwright/test';

/** An answer that was read up to some of its bytes. */
export interface HeldAnswer {
  /** Reads on until there are so many bytes in all; rejects where the body errors or has fewer. */
  readTo(byteCount: number): Promise<void>;
  /** Reads it to its end, and returns all its bytes; rejects where the body errors. */
  readRest(): Promise<Buffer>;
  /** Returns the bytes that were read, also of a body that errored, and forgets them. */
  readDelivered(): Promise<Buffer>;
}

/** Posts a speech request in the page and reads the answer until there are `byteCount` bytes: the first ones, if left out. */
export async function openAnswer(
  page: Page,
  json: Readonly<Record<string, unknown>>,
  byteCount = 1,
): Promise<HeldAnswer> {
  const held = await page.evaluateHandle(async (body) => {
    const response = await fetch('/v1/audio/speech', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
    if (response.status !== 200) throw new Error(`Status ${response.status}: ${await response.text()}`);
    const reads: Uint8Array<ArrayBuffer>[] = [];
    return { reader: response.body!.getReader(), reads, size: 0 };
  }, JSON.stringify(json));
  const readTo = (most: number): Promise<void> =>
    held.evaluate(async (answer, wanted) => {
      while (answer.size < wanted) {
        const { value } = await answer.reader.read();
        if (value === undefined) throw new Error(`The answer is over after ${answer.size} bytes.`);
        answer.reads.push(value);
        answer.size += value.byteLength;
      }
    }, most);
  const readDelivered = async (): Promise<Buffer> => {
    const dataUrl = await held.evaluate(
      ({ reads }) =>
        new Promise<string>((resolve) => {
          const file = new FileReader();
          file.onload = () => resolve(file.result as string);
          file.readAsDataURL(new Blob(reads));
        }),
    );
    await held.dispose();
    return Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64');
  };
  await readTo(byteCount);
  return {
    readTo,
    readRest: async () => {
      await held.evaluate(async ({ reader, reads }) => {
        for (let step = await reader.read(); !step.done; step = await reader.read()) reads.push(step.value);
      });
      return readDelivered();
    },
    readDelivered,
  };
}

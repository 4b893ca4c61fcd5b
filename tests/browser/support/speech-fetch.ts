import type { Page } from '@playwright/test';

/** An answer of the API, fetched inside the page and brought out. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Bytes in each read of the body. */
  readonly reads: readonly number[];
}

/** Calls `fetch` in the page as any script there would, with a JSON body if one is given. */
export async function fetchInPage(
  page: Page,
  path: string,
  options: { readonly method?: string; readonly json?: unknown } = {},
): Promise<Answer> {
  const result = await page.evaluate(
    async ({ path, method, json }) => {
      const response = await fetch(path, {
        method,
        ...(json === undefined
          ? {}
          : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(json) }),
      });
      const reads: Uint8Array<ArrayBuffer>[] = [];
      const reader = response.body?.getReader();
      for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
        reads.push(read.value);
      }
      const dataUrl = await new Promise<string>((resolve) => {
        const file = new FileReader();
        file.onload = () => resolve(file.result as string);
        file.readAsDataURL(new Blob(reads));
      });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        base64: dataUrl.slice(dataUrl.indexOf(',') + 1),
        reads: reads.map((bytes) => bytes.length),
      };
    },
    { path, method: options.method ?? (options.json === undefined ? 'GET' : 'POST'), json: options.json },
  );
  const { status, headers, base64, reads } = result;
  return { status, headers, reads, body: Buffer.from(base64, 'base64') };
}

/** Posts a speech request in the page. */
export function speakInPage(page: Page, json: Readonly<Record<string, unknown>>): Promise<Answer> {
  return fetchInPage(page, '/v1/audio/speech', { json });
}

/** Reads s16le PCM as samples in [-1, 1). */
export function toSamples(bytes: Buffer): Float32Array {
  const samples = new Float32Array(bytes.length / 2);
  for (let index = 0; index < samples.length; index++) samples[index] = bytes.readInt16LE(index * 2) / 32_768;
  return samples;
}

/** Reads the samples of a WAV answer whose header has the contract's 44 bytes. */
export function toWavSamples(bytes: Buffer): Float32Array {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.readUInt32LE(40) !== bytes.length - 44) {
    throw new Error('Not a whole WAV file with one 44-byte header');
  }
  return toSamples(bytes.subarray(44));
}

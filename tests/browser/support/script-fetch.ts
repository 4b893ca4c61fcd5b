import type { Answer } from './speech-fetch.ts';
import type { ScriptPage } from './script-page.ts';

/** Posts a speech request in a page of any browser, and brings the answer out. */
export async function speakIn(page: ScriptPage, json: Readonly<Record<string, unknown>>): Promise<Answer> {
  const { base64, ...rest } = await page.run(async (body) => {
    const response = await fetch('/v1/audio/speech', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
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
      reads: reads.map((bytes) => bytes.length),
      base64: dataUrl.slice(dataUrl.indexOf(',') + 1),
    };
  }, JSON.stringify(json));
  return { ...rest, body: Buffer.from(base64, 'base64') };
}

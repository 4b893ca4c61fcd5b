import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import OpenAI from 'openai';
import { createLocalFetch } from './create-local-fetch.ts';

/** Speaks `input` into a WAV file with OpenAI's SDK, which reaches no network: its `fetch` is Sotto itself. */
export async function speakToFile(input: string, path: string, filesUrl: URL): Promise<void> {
  const openai = new OpenAI({
    apiKey: 'not needed',
    baseURL: 'https://sotto.local/v1',
    fetch: createLocalFetch(filesUrl),
  });
  const response = await openai.audio.speech.create({
    model: 'espeak-ng',
    voice: 'nova',
    input,
    response_format: 'wav',
  });
  await writeFile(path, new Uint8Array(await response.arrayBuffer()));
}

// After `npm run build`: npx tsx examples/library-in-node/speak.ts "Hello." hello.wav
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , input = 'Hello from Node.', path = 'hello.wav'] = process.argv;
  await speakToFile(input, path, new URL('../../dist/', import.meta.url));
  console.log(`Wrote ${path}`);
}

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalFetch } from '../../../examples/library-in-node/create-local-fetch.ts';
import { speakToFile } from '../../../examples/library-in-node/speak.ts';
import { writeCodecBinaries } from '../../../tools/codecs/codec-binaries.ts';
import { trimEspeak } from '../../../tools/espeak/trim.ts';

describe('the library in Node', () => {
  let folder: string;
  let filesUrl: URL;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sotto-example-'));
    filesUrl = new URL(`${pathToFileURL(folder).href}/`);
    await trimEspeak(join(folder, 'espeak'));
    await writeCodecBinaries(join(folder, 'codecs'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('speaks into a WAV file', async () => {
    const path = join(folder, 'hello.wav');
    await speakToFile('Hello from Node. This is a test.', path, filesUrl);
    const bytes = await readFile(path);
    expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
    expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44);
    const samples = new Int16Array(Uint8Array.from(bytes.subarray(44)).buffer);
    expect(samples.length).toBeGreaterThan(24_000);
    expect(samples.some((sample) => sample > 3_000)).toBe(true);
  });

  it('speaks in compressed formats, and answers errors', async () => {
    const answer = createLocalFetch(filesUrl);
    const ask = (body: object): Promise<Response> =>
      answer('https://sotto.local/v1/audio/speech', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
    const opus = await ask({ model: 'espeak-ng', input: 'Hello.', response_format: 'opus' });
    expect(Buffer.from(await opus.arrayBuffer()).toString('latin1', 0, 4)).toBe('OggS');
    expect((await ask({ model: 'kokoro-82m', input: 'Hello.' })).status).toBe(404);
  });
});

import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { codecBinaries, type CodecBinary } from '../../src/audio/encode/wasm/binary.ts';

const nodeModules = join(import.meta.dirname, '../../node_modules');
const licences = join(import.meta.dirname, '../../licences');

/** Where the packages keep each library: as a file of its own, or as a string inside a script. */
const sources: Readonly<Record<CodecBinary, string>> = {
  'lame.wasm': 'wasm-media-encoders/wasm/mp3.wasm',
  'libopus.wasm': 'opus-encdec/dist/libopus-encoder.wasm.min.wasm',
  'ffmpeg-aac.wasm': '@mediabunny/aac-encoder/dist/modules/build/aac.js',
  'libflac.wasm': '@mediabunny/flac-encoder/dist/modules/build/flac.js',
  'sonic.wasm': '@echogarden/sonic-wasm/sonic.wasm',
};

/** Reads a library's WebAssembly, byte for byte as its package published it. */
export async function readCodecBinary(name: CodecBinary): Promise<Buffer<ArrayBuffer>> {
  const source = join(nodeModules, sources[name]);
  if (source.endsWith('.wasm')) return readFile(source);
  return parseInlinedBinary(await readFile(source, 'utf8'), name);
}

/** Writes every library into `folder`, which is served as `codecs/`, and beside them the licences of all. */
export async function writeCodecBinaries(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const writing = codecBinaries.map(async (name) =>
    writeWhole(join(folder, name), await readCodecBinary(name)),
  );
  await Promise.all([...writing, writeWhole(join(folder, 'LICENCES.txt'), await readLicences())]);
}

/** Reads what the licences of everything that handles sound ask to be passed on with it. */
async function readLicences(): Promise<string> {
  const texts: string[] = [];
  for (const library of [
    'lame',
    'libopus',
    'libflac',
    'ffmpeg-aac',
    'mediabunny',
    'sonic',
    'sound-decoders',
    'silero-vad',
  ]) {
    const from = join(licences, library);
    // README.md comes first, the texts that it refers to after it.
    const names = (await readdir(from)).sort((a, b) => Number(b === 'README.md') - Number(a === 'README.md'));
    for (const name of names)
      texts.push(`${'='.repeat(80)}\n${library}/${name}\n\n`, await readFile(join(from, name), 'utf8'));
  }
  return texts.join('\n');
}

/** Builds may overlap: no reader ever sees half a file. */
async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, content);
  await rename(temporary, path);
}

/** Takes the binary out of an Emscripten script, which holds it as a string with one character for each byte. */
function parseInlinedBinary(script: string, name: string): Buffer<ArrayBuffer> {
  const literal = /binaryDecode\(('(?:[^'\\]|\\[^])*')\)/.exec(script)?.[1];
  if (literal === undefined) throw new Error(`The package of ${name} no longer holds it as a string.`);
  const text: unknown = runInNewContext(literal);
  // U+0100 stands for zero, so that the script holds no zero bytes; its lower eight bits are zero.
  return Buffer.from(String(text), 'latin1');
}

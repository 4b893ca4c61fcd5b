import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createTokenizerFiles } from './tokenizer-json.ts';

const MODEL = {
  id: 'kokoro-82m',
  aliases: ['kokoro'],
  name: 'Kokoro 82M v1.0',
  license: 'Apache-2.0',
  repo: 'onnx-community/Kokoro-82M-v1.0-ONNX-timestamped',
  revision: 'dd4401a9add81ac692d20e240d22ec9dda82cc29',
};

const WEIGHT_PATHS = {
  fp32: 'onnx/model.onnx',
  fp16: 'onnx/model_fp16.onnx',
  q8: 'onnx/model_quantized.onnx',
  q8f16: 'onnx/model_q8f16.onnx',
  q4: 'onnx/model_q4.onnx',
  q4f16: 'onnx/model_q4f16.onnx',
} as const;

/** Content of the weight files, each in pieces, by precision. */
export type MirrorWeights = Partial<Record<keyof typeof WEIGHT_PATHS, readonly Uint8Array[]>>;

interface FileEntry {
  readonly bytes: number;
  readonly sha256: string;
}

/** A model beside Kokoro: what its entry says, and the contents of its files by path; several weights belong together. */
export interface MirrorModel {
  readonly repo: string;
  readonly revision: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly weights: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>;
}

/**
 * Writes a mirror folder (`catalog.json` and `<repo>/resolve/<revision>/<path>`) whose `kokoro-82m` has these
 * weights; a file that already has the right content is left alone, so its modification time stays.
 */
export async function writeModelMirror(
  dir: string,
  weights: MirrorWeights,
  others: readonly MirrorModel[] = [],
): Promise<void> {
  const root = join(dir, MODEL.repo, 'resolve', MODEL.revision);
  const files: Record<string, FileEntry> = {};
  for (const [path, text] of Object.entries(await createTokenizerFiles())) {
    files[path] = await writeIfChanged(join(root, path), [new TextEncoder().encode(text)]);
  }
  const weightEntries: Record<string, FileEntry & { path: string }> = {};
  for (const [dtype, chunks] of Object.entries(weights)) {
    const path = WEIGHT_PATHS[dtype as keyof typeof WEIGHT_PATHS];
    weightEntries[dtype] = { path, ...(await writeIfChanged(join(root, path), chunks)) };
  }
  const models: object[] = [{ ...MODEL, files, weights: weightEntries }];
  for (const other of others) models.push(await writeOther(dir, other));
  const catalog = { models };
  const text = `${JSON.stringify(catalog, null, 2)}\n`;
  await writeIfChanged(join(dir, 'catalog.json'), [new TextEncoder().encode(text)]);
}

async function writeOther(dir: string, model: MirrorModel): Promise<object> {
  const root = join(dir, model.repo, 'resolve', model.revision);
  const files: Record<string, FileEntry> = {};
  for (const [path, data] of Object.entries(model.files)) {
    files[path] = await writeIfChanged(join(root, path), [data]);
  }
  const weights: Record<string, object> = {};
  for (const [dtype, parts] of Object.entries(model.weights)) {
    const entries: object[] = [];
    for (const [path, data] of Object.entries(parts)) {
      entries.push({ path, ...(await writeIfChanged(join(root, path), [data])) });
    }
    weights[dtype] = { files: entries };
  }
  return { ...model, files, weights };
}

/** Goes through a temporary file, so that a reader never sees half of one. */
async function writeIfChanged(path: string, chunks: readonly Uint8Array[]): Promise<FileEntry> {
  const hash = createHash('sha256');
  let bytes = 0;
  for (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  const entry = { bytes, sha256: hash.digest('hex') };
  if (await hasContent(path, entry)) return entry;
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, []);
  const file = await open(temporary, 'a');
  try {
    for (const chunk of chunks) await file.appendFile(chunk);
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  return entry;
}

async function hasContent(path: string, entry: FileEntry): Promise<boolean> {
  const stats = await stat(path).catch(() => null);
  if (stats?.size !== entry.bytes) return false;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex') === entry.sha256;
}

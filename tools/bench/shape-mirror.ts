import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeShapeMirror } from '../shape-model.ts';

const tools = join(import.meta.dirname, '..');
const sources = ['shape-model', 'onnx'];
const sourceFiles = ['shape-model.ts', 'model-mirror.ts', 'tokenizer-json.ts'];

/** Writes the mirror of the full-size shape model, unless the one in `folder` was written by these very sources. */
export async function writeShapeMirrorIfNeeded(folder: string): Promise<void> {
  const stamp = join(folder, '.sources');
  const digest = await digestSources();
  const isThere = existsSync(stamp) && existsSync(join(folder, 'catalog.json'));
  if (isThere && (await readFile(stamp, 'utf8')) === digest) return;
  await writeShapeMirror(folder, { width: 'full' });
  await writeFile(stamp, digest);
}

async function digestSources(): Promise<string> {
  const listed = await Promise.all(
    sources.map(async (name) => (await readdir(join(tools, name))).map((file) => join(tools, name, file))),
  );
  const hash = createHash('sha256');
  for (const file of [...listed.flat().sort(), ...sourceFiles.map((name) => join(tools, name))]) {
    hash.update(await readFile(file));
  }
  return hash.digest('hex');
}

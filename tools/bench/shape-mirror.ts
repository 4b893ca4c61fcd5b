import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeModelMirror } from '../model-mirror.ts';
import { buildShapeModel } from '../shape-model.ts';

const tools = join(import.meta.dirname, '..');
const sources = ['shape-model', 'shape-model/official', 'onnx'];
const sourceFiles = ['shape-model.ts', 'model-mirror.ts', 'tokenizer-json.ts'];

/** Writes the mirror of the full-size shape model, unless the one in `folder` was written by these very sources. */
export async function writeShapeMirrorIfNeeded(
  folder: string,
  { withQ8 }: { readonly withQ8: boolean },
): Promise<void> {
  const stamp = join(folder, '.sources');
  const digest = await digestSources();
  const [known, dtypes = ''] = existsSync(stamp) ? (await readFile(stamp, 'utf8')).split(' ') : [];
  const isThere = known === digest && existsSync(join(folder, 'catalog.json'));
  if (isThere && (!withQ8 || dtypes === 'q8')) return;
  const fp32 = buildShapeModel({ width: 'full' });
  const weights = withQ8 ? { fp32, q8: buildShapeModel({ width: 'full', dtype: 'q8' }) } : { fp32 };
  await writeModelMirror(folder, weights);
  await writeFile(stamp, withQ8 ? `${digest} q8` : digest);
}

async function digestSources(): Promise<string> {
  const listed = await Promise.all(
    sources.map(async (name) => {
      const files = await readdir(join(tools, name));
      return files.filter((file) => file.endsWith('.ts')).map((file) => join(tools, name, file));
    }),
  );
  const hash = createHash('sha256');
  for (const file of [...listed.flat().sort(), ...sourceFiles.map((name) => join(tools, name))]) {
    hash.update(await readFile(file));
  }
  return hash.digest('hex');
}

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isOfficialWeights } from '../../src/models/catalog/model-catalog.ts';

/** The model of a mirror that is measured, and where its files lie below the mirror. */
export interface MirrorModel {
  readonly id: string;
  /** Where its small files lie, without a slash at the end. */
  readonly root: string;
  /** Path of each precision's weights below the mirror; only those that are there. */
  readonly weights: ReadonlyMap<string, string>;
  /** What is compared with kokoro-js, on the same file: the app's own choice, or the best that there is. */
  readonly mainDtype: string;
  /** Whether all weights are Kokoro's own files, byte for byte, by what the catalogue says. */
  readonly isOfficial: boolean;
}

interface CatalogModel {
  readonly id: string;
  readonly repo: string;
  readonly revision: string;
  readonly weights: Readonly<Record<string, CatalogWeights>>;
}

interface CatalogWeights {
  readonly path: string;
  readonly sha256: string;
  readonly repo?: string;
  readonly revision?: string;
}

/** Reads which Kokoro a mirror has, and which of its weights are there; throws where there is none. */
export async function readMirror(folder: string): Promise<MirrorModel> {
  const text = await readFile(join(folder, 'catalog.json'), 'utf8');
  const { models } = JSON.parse(text) as { readonly models: readonly CatalogModel[] };
  const model = models.find(({ id }) => id === 'kokoro-82m');
  if (model === undefined) throw new Error(`${folder} has no kokoro-82m.`);
  const all = Object.entries(model.weights).map(([dtype, file]) => {
    const { repo = model.repo, revision = model.revision, path, sha256 } = file;
    return { dtype, sha256, path: `${repo}/resolve/${revision}/${path}` };
  });
  const found = all.filter(({ path }) => existsSync(join(folder, path)));
  const mainDtype = ['q8', 'fp32', found[0]?.dtype].find((name) => found.some(({ dtype }) => dtype === name));
  if (mainDtype === undefined) throw new Error(`${folder} has no weights of kokoro-82m.`);
  return {
    id: model.id,
    root: `${model.repo}/resolve/${model.revision}`,
    weights: new Map(found.map(({ dtype, path }) => [dtype, path])),
    mainDtype,
    isOfficial: found.every(({ sha256 }) => isOfficialWeights(sha256)),
  };
}

/** Finds a mirror with Kokoro's weights: the first of `folders` that has one; null where none has. */
export async function findMirror(folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) {
    if (!existsSync(join(folder, 'catalog.json'))) continue;
    const model = await readMirror(folder).catch(() => null);
    if (model !== null) return folder;
  }
  return null;
}

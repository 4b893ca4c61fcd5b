import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The model of a mirror that is measured, and where its files lie below the mirror. */
export interface MirrorModel {
  readonly id: string;
  /** Where all files lie, without a slash at the end. */
  readonly root: string;
  /** Path of each precision's weights below `root`. */
  readonly weights: ReadonlyMap<string, string>;
}

interface Catalog {
  readonly models: readonly {
    readonly id: string;
    readonly repo: string;
    readonly revision: string;
    readonly weights: Readonly<Record<string, { readonly path: string }>>;
  }[];
}

/** Reads which model a mirror has; throws where it has no Kokoro. */
export async function readMirror(folder: string): Promise<MirrorModel> {
  const catalog = JSON.parse(await readFile(join(folder, 'catalog.json'), 'utf8')) as Catalog;
  const model = catalog.models.find(({ id }) => id === 'kokoro-82m');
  if (model === undefined) throw new Error(`${folder} has no kokoro-82m.`);
  const weights = Object.entries(model.weights).map(([dtype, { path }]) => [dtype, path] as const);
  return { id: model.id, root: `${model.repo}/resolve/${model.revision}`, weights: new Map(weights) };
}

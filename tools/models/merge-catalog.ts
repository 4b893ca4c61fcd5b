import type { ModelEntry, ModelFile } from '../../src/models/catalog/model-catalog-entry.ts';
import type { Dtype } from '../../src/contract/engine-status.ts';

interface CatalogModel {
  readonly id: string;
  readonly repo: string;
  readonly revision: string;
  readonly weights: Readonly<Record<string, object>>;
}

/**
 * Adds a model with some of its weights to the text of a `catalog.json`. Other models stay as they are, and so do the
 * weights of this one that were there before.
 */
export function mergeCatalog(text: string, model: ModelEntry, dtypes: readonly Dtype[]): string {
  const { models } = JSON.parse(text) as { readonly models: readonly CatalogModel[] };
  const known = models.find(({ id }) => id === model.id);
  const merged = toCatalogModel(model, dtypes, toPlaced(known));
  const all =
    known === undefined ? [...models, merged] : models.map((each) => (each === known ? merged : each));
  return `${JSON.stringify({ models: all }, null, 2)}\n`;
}

function toCatalogModel(
  { id, kind, aliases, name, license, created, ownedBy, files, weights }: ModelEntry,
  dtypes: readonly Dtype[],
  others: CatalogModel['weights'],
): CatalogModel & Readonly<Record<string, unknown>> {
  const [first] = files;
  if (first === undefined) throw new TypeError(`${id} has no files.`);
  const { repo, revision } = first;
  const toFacts = (file: ModelFile): object => ({
    ...(file.repo === repo && file.revision === revision ? {} : { repo: file.repo, revision: file.revision }),
    bytes: file.bytes,
    sha256: file.sha256,
  });
  const added = [...weights]
    .filter(([dtype]) => dtypes.includes(dtype))
    .map(([dtype, set]) => {
      const [first, ...more] = set.map((file) => ({ path: file.path, ...toFacts(file) }));
      return [dtype, more.length === 0 ? { ...first } : { files: [first, ...more] }] as const;
    });
  return {
    ...{ id, ...(kind === 'speech' ? {} : { kind }) },
    ...{ aliases, name, license, created, owned_by: ownedBy, repo, revision },
    files: Object.fromEntries(files.map((file) => [file.path, toFacts(file)])),
    weights: { ...others, ...Object.fromEntries(added) },
  };
}

/** Weights with their repository and revision, which may be others than those of the new entry. */
function toPlaced(entry: CatalogModel | undefined): CatalogModel['weights'] {
  if (entry === undefined) return {};
  const { repo, revision, weights } = entry;
  return Object.fromEntries(
    Object.entries(weights).map(([dtype, file]) => [dtype, { repo, revision, ...file }]),
  );
}

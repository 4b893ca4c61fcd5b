import type { Dtype } from '../../contract/engine-status.ts';
import type { ModelKind } from '../../contract/model-storage.ts';

/** One file of a model, with all that is needed to fetch it and to know it. */
export interface ModelFile {
  /** Below the repository's root, e.g. `onnx/model.onnx`. */
  readonly path: string;
  /** `owner/name`, as on the hub. */
  readonly repo: string;
  readonly revision: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** A model: a few small files that every variant needs, and for each data type one weight file or several. */
export interface ModelEntry {
  readonly id: string;
  /** What the model is for. */
  readonly kind: ModelKind;
  readonly aliases: readonly string[];
  readonly name: string;
  readonly license: string;
  /** Unix seconds. */
  readonly created: number;
  readonly ownedBy: string;
  readonly files: readonly ModelFile[];
  readonly weights: ReadonlyMap<Dtype, readonly ModelFile[]>;
}

/** Converts a file to its path below a host: the same on the hub and in a mirror. */
export function toResolvePath(file: ModelFile): string {
  return `${file.repo}/resolve/${file.revision}/${file.path}`;
}

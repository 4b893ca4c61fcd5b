import type { Dtype } from './engine-status.ts';

/** What a model is for. */
export type ModelKind = 'speech' | 'hearing' | 'speakers' | 'dictionary';

/** The data types that models which hear are run in, best first: those that take and give floats of 32 bits. */
export const hearingDtypes: readonly Dtype[] = ['q8', 'q4', 'fp32'];

/** A file of a model as the browser's store has it: whole, in part, or not at all. */
export interface StoredFile {
  /** The model's id; null where no known model has this file any more. */
  readonly model: string | null;
  /** What that model is for. */
  readonly kind: ModelKind | null;
  /** What the weights are in; null for the small files that every data type needs. */
  readonly dtype: Dtype | null;
  /** The hash where nothing else is known of it: for a part of a file that no known model has. */
  readonly path: string;
  readonly sha256: string;
  /** What is held for such a part. */
  readonly bytes: number;
  /** `bytes` where it is whole and verified; less where a download was broken off. */
  readonly heldBytes: number;
}

/** What the browser's store holds, and how much room it has. */
export interface StorageReport {
  /** `memory`: the browser refuses storage, and everything is forgotten when the page closes. */
  readonly kind: 'opfs' | 'cache-storage' | 'memory';
  /** Files that are held at least in part; of weights in several files all, as soon as one is. */
  readonly files: readonly StoredFile[];
  /** Of the whole origin; null where the browser does not tell. */
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
  /** Whether the browser promised not to evict it; only a page can ask for that, by `navigator.storage.persist()`. */
  readonly isPersistent: boolean | null;
}

/** What became of files that the user gave. */
export interface ImportReport {
  readonly imported: readonly { readonly name: string; readonly model: string; readonly path: string }[];
  /** Why each of the others was not taken, in words. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

/** A stored file on its way out. */
export interface ExportedFile {
  /** Where it belongs in a mirror folder: `<repo>/resolve/<revision>/<path>`. */
  readonly path: string;
  readonly blob: Blob;
}

/** A model that can be downloaded in one data type. */
export interface ModelOffer {
  readonly model: string;
  readonly name: string;
  readonly kind: ModelKind;
  readonly dtype: Dtype;
  /** Of all its files. */
  readonly bytes: number;
  /** How many of them are stored; `bytes` where nothing is missing, 0 before its own weights are fetched. */
  readonly heldBytes: number;
}

/** How far a download has come. */
export interface ModelDownload {
  readonly model: string;
  readonly loadedBytes: number;
  readonly totalBytes: number;
  /** Said once more when it ends, whether all has come or not. */
  readonly isOver?: boolean;
}

/** Which files are meant: those of one data type with the small ones, or all of the model. */
export interface ModelSelection {
  readonly model: string;
  readonly dtype?: Dtype;
}

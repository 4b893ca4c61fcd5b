import type { Dtype } from '../../../contract/engine-status.ts';
import type { StorageReport } from '../../../contract/model-storage.ts';

/** The weights of one model in one form, as far as they are stored. */
export interface StoredWeights {
  readonly model: string;
  readonly dtype: Dtype;
  readonly bytes: number;
  /** `bytes` where they are whole. */
  readonly heldBytes: number;
}

/** Lists the weights that are stored, whole or in part. */
export function toStoredWeights({ files }: StorageReport): StoredWeights[] {
  return files.flatMap(({ model, dtype, bytes, heldBytes }) =>
    model === null || dtype === null ? [] : [{ model, dtype, bytes, heldBytes }],
  );
}

import type { Dtype } from '../../../contract/engine-status.ts';
import type { ModelKind, StorageReport } from '../../../contract/model-storage.ts';

/** The weights of one model in one data type, in one file or several, as far as they are stored. */
export interface StoredWeights {
  readonly model: string;
  readonly kind: ModelKind;
  readonly dtype: Dtype;
  readonly bytes: number;
  /** `bytes` where they are whole. */
  readonly heldBytes: number;
}

/** Lists the weights that are stored, whole or in part; the bytes are those of all their files. */
export function toStoredWeights({ files }: StorageReport): StoredWeights[] {
  const sets = new Map<string, StoredWeights>();
  for (const { model, kind, dtype, bytes, heldBytes } of files) {
    if (model === null || kind === null || dtype === null) continue;
    const key = `${model} ${dtype}`;
    const known = sets.get(key);
    sets.set(key, {
      model,
      kind,
      dtype,
      bytes: bytes + (known?.bytes ?? 0),
      heldBytes: heldBytes + (known?.heldBytes ?? 0),
    });
  }
  return [...sets.values()];
}

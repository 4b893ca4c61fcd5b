import type { ImportReport, ModelSelection, StorageReport } from '../contract/model-storage.ts';

/** What a page may do with the model store (rpc over its port to the server worker, which asks the engine's). */
export interface StorageCalls {
  storage(): Promise<StorageReport>;
  /** Gives what is stored afterwards, as does the next. */
  deleteModel(selection: ModelSelection): Promise<StorageReport>;
  deleteStoredFile(sha256: string): Promise<StorageReport>;
  importModelFiles(files: readonly File[]): Promise<ImportReport>;
  /** Packs the stored files of a model, laid out as a mirror has them, as ZIP. */
  exportModel(selection: ModelSelection): Promise<Blob>;
}

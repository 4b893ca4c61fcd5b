import type { ImportReport, ModelOffer, ModelSelection, StorageReport } from '../contract/model-storage.ts';

/** What a page may do with the model store (rpc over its port to the server worker, which asks the engine's). */
export interface StorageCalls {
  storage(): Promise<StorageReport>;
  /** Gives what is stored afterwards, as does the next. */
  deleteModel(selection: ModelSelection): Promise<StorageReport>;
  deleteStoredFile(sha256: string): Promise<StorageReport>;
  importModelFiles(files: readonly File[]): Promise<ImportReport>;
  /** Lists the models that do not speak and can be downloaded. */
  modelOffers(): Promise<readonly ModelOffer[]>;
  /** Downloads one of them, and resolves when it is stored. */
  fetchModel(selection: ModelSelection): Promise<void>;
  /** Ends such a download, whichever page began it; what has come stays. */
  pauseFetch(selection: ModelSelection): Promise<void>;
  /** Packs the stored files of a model, laid out as a mirror has them, as ZIP. */
  exportModel(selection: ModelSelection): Promise<Blob>;
}

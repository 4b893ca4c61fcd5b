import type {
  ImportReport,
  ModelDownload,
  ModelOffer,
  ModelSelection,
  StorageReport,
} from '../contract/model-storage.ts';
import type { ReconnectingClient } from './reconnecting-client.ts';

/** The model store of this origin, as a page sees it. */
export interface StorageService {
  report(signal: AbortSignal): Promise<StorageReport>;
  /** Gives what is stored afterwards, as does the next. */
  deleteModel(selection: ModelSelection, signal: AbortSignal): Promise<StorageReport>;
  deleteFile(sha256: string, signal: AbortSignal): Promise<StorageReport>;
  importFiles(files: readonly File[], signal: AbortSignal): Promise<ImportReport>;
  /** Lists the models that do not speak and can be downloaded. */
  offers(signal: AbortSignal): Promise<readonly ModelOffer[]>;
  /** Downloads one of them, and resolves when it is stored; aborting it keeps what has come. */
  fetchModel(selection: ModelSelection, signal: AbortSignal): Promise<void>;
  /** Calls `handler` while a download of any page goes on. */
  onDownload(handler: (download: ModelDownload) => void): () => void;
  /** Packs a model as a mirror has it, as ZIP. */
  exportModel(selection: ModelSelection, signal: AbortSignal): Promise<Blob>;
  /** Asks the browser never to evict what this origin stores; false where it does not promise that. */
  persist(): Promise<boolean>;
}

/** The engine worker answers only after the run in progress, and big files take long. */
const patient = { timeoutMs: Infinity };

/** Creates the model store's calls over a connection to the server worker. */
export function createStorageService(server: ReconnectingClient): StorageService {
  return {
    report: (signal) => server.ask('storage', undefined, { signal, ...patient }),
    deleteModel: (selection, signal) => server.ask('deleteModel', selection, { signal, ...patient }),
    deleteFile: (sha256, signal) => server.ask('deleteStoredFile', sha256, { signal, ...patient }),
    importFiles: (files, signal) => server.ask('importModelFiles', files, { signal, ...patient }),
    offers: (signal) => server.ask('modelOffers', undefined, { signal, ...patient }),
    fetchModel: (selection, signal) => server.ask('fetchModel', selection, { signal, ...patient }),
    onDownload: (handler) => server.on('download', handler),
    exportModel: (selection, signal) => server.call('exportModel', selection, { signal, ...patient }),
    async persist() {
      try {
        return await navigator.storage.persist();
      } catch {
        return false;
      }
    },
  };
}

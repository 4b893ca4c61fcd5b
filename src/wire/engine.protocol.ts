import type { SynthesisJob, SynthesisResult } from '../contract/synthesis.ts';
import type { EngineConfig, EngineStatus } from '../contract/engine-status.ts';
import type {
  ExportedFile,
  ImportReport,
  ModelDownload,
  ModelOffer,
  ModelSelection,
  StorageReport,
} from '../contract/model-storage.ts';

/** The first message to a new engine worker, from the page. */
export interface EngineStart {
  readonly type: 'start';
  /** Where the app's files lie, absolute, with a slash at the end; `ort/`, `voices/`, `espeak/`, `models/` are below it. */
  readonly baseUrl: string;
  /** Speaks `EngineCalls`; its other end goes to the server worker. */
  readonly port: MessagePort;
}

/** What the engine worker does for the server worker (rpc over a port). Every call may be aborted. */
export interface EngineCalls {
  synthesize(job: SynthesisJob & { readonly model: string }): Promise<SynthesisResult>;
  /** Announces which segment is likely to come next; answers at once. */
  prepare(job: SynthesisJob & { readonly model: string }): Promise<void>;
  configure(config: EngineConfig): Promise<EngineStatus>;
  load(): Promise<EngineStatus>;
  unload(): Promise<EngineStatus>;
  status(): Promise<EngineStatus>;
}

/** What the engine worker does with the model store, over the same port. */
export interface ModelStorageCalls {
  storage(): Promise<StorageReport>;
  /** Gives what is stored afterwards. */
  deleteModel(selection: ModelSelection): Promise<StorageReport>;
  /** For a file that no known model has, by its SHA-256. */
  deleteFile(sha256: string): Promise<StorageReport>;
  importFiles(files: readonly File[]): Promise<ImportReport>;
  /** Lists the models that do not speak and can be downloaded. */
  modelOffers(): Promise<readonly ModelOffer[]>;
  /** Downloads one of them, and resolves when it is stored; `download` reports how far it has come. */
  fetchModel(selection: ModelSelection): Promise<void>;
  /** Ends such downloads; what has come stays. */
  pauseFetch(selection: ModelSelection): Promise<void>;
  exportModel(selection: ModelSelection): Promise<readonly ExportedFile[]>;
}

/** What the engine worker reports without being asked. */
export interface EngineEvents {
  status: EngineStatus;
  download: ModelDownload;
}

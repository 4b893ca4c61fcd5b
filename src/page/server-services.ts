import type {
  ImportReport,
  ModelDownload,
  ModelOffer,
  ModelSelection,
  StorageReport,
} from '../contract/model-storage.ts';
import type { RequestDetail, RequestLogEntry } from '../contract/request-log.ts';
import type { ExportFormat, LibraryReport, TakeInfo } from '../contract/takes.ts';
import type { HeardPart, ListenCall } from '../wire/listen.protocol.ts';
import type { OpenedTake } from '../wire/server.protocol.ts';
import { patient, type ReconnectingClient } from './reconnecting-client.ts';
import { createRandomId } from '../std/random-id.ts';

export type { HeardLine, HeardPart, ListenSound } from '../wire/listen.protocol.ts';
export type { OpenedTake } from '../wire/server.protocol.ts';

/** The kept takes of this origin, as a page sees them. */
export interface LibraryService {
  /** Lists the takes whose name or text contains `query`; all, where that is empty. */
  list(query: string, signal: AbortSignal): Promise<LibraryReport>;
  /** Rejects with `invalid_value` where the take is not kept any more. */
  open(take: string, signal: AbortSignal): Promise<OpenedTake>;
  change(
    take: string,
    patch: Partial<Pick<TakeInfo, 'name' | 'isPinned'>>,
    signal: AbortSignal,
  ): Promise<void>;
  remove(takes: readonly string[], signal: AbortSignal): Promise<void>;
  /** Packs takes as ZIP. */
  export(takes: readonly string[], format: ExportFormat, signal: AbortSignal): Promise<Blob>;
  /** Calls `handler` after every change that any page makes. */
  onChange(handler: () => void): () => void;
}

/** Creates the library's calls over a connection to the server worker. */
export function createLibraryService(server: ReconnectingClient): LibraryService {
  return {
    list: (query, signal) => server.ask('library', query, { signal }),
    open: (take, signal) => server.ask('openTake', take, { signal }),
    change: (take, patch, signal) => server.ask('changeTake', { take, patch }, { signal }),
    remove: (takes, signal) => server.ask('deleteTakes', takes, { signal }),
    export: (takes, format, signal) =>
      server.call('exportTakes', { takes, format }, { signal, timeoutMs: Infinity }),
    onChange: (handler) => server.on('library', handler),
  };
}

/** The API's traffic, as a page sees it. */
export interface ConsoleService {
  /** The latest requests, the oldest first. */
  list(signal: AbortSignal): Promise<readonly RequestLogEntry[]>;
  /** Null where the request is not remembered any more. */
  detail(id: string, signal: AbortSignal): Promise<RequestDetail | null>;
  clear(signal: AbortSignal): Promise<void>;
  /** Calls the handler for every request of every page; entries with the same id are one request. */
  onEntry(handler: (entry: RequestLogEntry) => void): () => void;
}

/** Creates the console's calls over a connection to the server worker. */
export function createConsoleService(server: ReconnectingClient): ConsoleService {
  return {
    list: (signal) => server.ask('requests', undefined, { signal }),
    detail: (id, signal) => server.ask('requestDetail', id, { signal }),
    clear: (signal) => server.ask('clearRequests', undefined, { signal }),
    onEntry: (handler) => server.on('request', handler),
  };
}

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
  /** Ends such a download, whichever page began it; what has come stays. */
  pauseFetch(selection: ModelSelection, signal: AbortSignal): Promise<void>;
  /** Calls `handler` while a download of any page goes on. */
  onDownload(handler: (download: ModelDownload) => void): () => void;
  /** Packs a model as a mirror has it, as ZIP. */
  exportModel(selection: ModelSelection, signal: AbortSignal): Promise<Blob>;
  /** Asks the browser never to evict what this origin stores; false where it does not promise that. */
  persist(): Promise<boolean>;
}

/** Creates the model store's calls over a connection to the server worker. */
export function createStorageService(server: ReconnectingClient): StorageService {
  return {
    report: (signal) => server.ask('storage', undefined, { signal, ...patient }),
    deleteModel: (selection, signal) => server.ask('deleteModel', selection, { signal, ...patient }),
    deleteFile: (sha256, signal) => server.ask('deleteStoredFile', sha256, { signal, ...patient }),
    importFiles: (files, signal) => server.ask('importModelFiles', files, { signal, ...patient }),
    offers: (signal) => server.ask('modelOffers', undefined, { signal, ...patient }),
    fetchModel: (selection, signal) => server.ask('fetchModel', selection, { signal, ...patient }),
    pauseFetch: (selection, signal) => server.ask('pauseFetch', selection, { signal, ...patient }),
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

/** What a page may have written down. */
export interface HearingService {
  /**
   * Writes a sound down; `onHeard` is called with each stretch. Resolves when all was heard, and rejects with
   * `model_not_found` where no model that hears is stored.
   */
  listen(call: Omit<ListenCall, 'id'>, options: ListenHandlers): Promise<void>;
}

/** What receives the parts that are heard, and the signal that ends the call. */
export interface ListenHandlers {
  readonly signal: AbortSignal;
  readonly onHeard: (part: HeardPart) => void;
}

/** Creates the calls over a connection to the server worker. */
export function createHearingService(server: ReconnectingClient): HearingService {
  return {
    async listen(call, { signal, onHeard }) {
      const id = createRandomId();
      const stop = server.on('heard', (part) => {
        if (part.id === id && !signal.aborted) onHeard(part);
      });
      const transfer = call.sound.kind === 'microphone' ? [call.sound.port] : [];
      try {
        await server.call('listen', { ...call, id }, { signal, transfer, timeoutMs: Infinity });
      } finally {
        stop();
      }
    },
  };
}

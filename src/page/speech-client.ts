import type { RequestLogEntry } from '../contract/request-log.ts';
import type { ModelSummary } from '../contract/engine-status.ts';
import {
  type ConsoleService,
  createConsoleService,
  createHearingService,
  createLibraryService,
  createStorageService,
  type HearingService,
  type LibraryService,
  type StorageService,
} from './server-services.ts';
import { createLastingPlay } from './lasting-play.ts';
import type { SpeechService } from './page-services.ts';
import { patient, type ReconnectingClient } from './reconnecting-client.ts';

/** All that a page can ask of the server worker. */
export interface SpeechClient extends SpeechService {
  readonly library: LibraryService;
  readonly console: ConsoleService;
  readonly storage: StorageService;
  readonly hearing: HearingService;
  models(signal: AbortSignal): Promise<readonly ModelSummary[]>;
  /** Reports every API request, of all pages; entries with the same id are one request. */
  onRequest(handler: (entry: RequestLogEntry) => void): () => void;
}

/** Creates the typed face of a connection to the server worker. */
export function createSpeechClient(server: ReconnectingClient): SpeechClient {
  return {
    library: createLibraryService(server),
    console: createConsoleService(server),
    storage: createStorageService(server),
    hearing: createHearingService(server),
    ...createLastingPlay(server),
    exportTake: (call, signal) => server.ask('exportTake', call, { signal, ...patient }),
    // What a language needs is loaded first.
    readText: (request, signal) => server.ask('readText', request, { signal, ...patient }),
    toPlainText: (request, signal) => server.ask('toPlainText', request, { signal }),
    checkText: (request, signal) => server.ask('checkText', request, { signal }),
    engineStatus: (signal) => server.ask('engineStatus', undefined, { signal }),
    configureEngine: (patch, signal) => server.ask('configureEngine', patch, { signal, ...patient }),
    loadEngine: (signal) => server.ask('loadEngine', undefined, { signal, ...patient }),
    unloadEngine: (signal) => server.ask('unloadEngine', undefined, { signal, ...patient }),
    applySettings: (patch, signal) => server.ask('applySettings', patch, { signal }),
    models: (signal) => server.ask('models', undefined, { signal }),
    onStatus: (handler) => server.on('status', handler),
    onSegment: (handler) => server.on('segment', handler),
    onRequest: (handler) => server.on('request', handler),
  };
}

import type { RequestDetail, RequestLogEntry } from '../contract/request-log.ts';
import type { ReconnectingClient } from './reconnecting-client.ts';

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

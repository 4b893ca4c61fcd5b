import type { ExportFormat, LibraryReport, TakeInfo } from '../contract/takes.ts';
import type { OpenedTake } from '../wire/server.protocol.ts';
import type { ReconnectingClient } from './reconnecting-client.ts';

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

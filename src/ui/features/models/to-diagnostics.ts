import type { RequestLogEntry } from '../../../contract/request-log.ts';
import type { DeviceFacts } from '../../../page/device-facts.ts';
import type { StorageReport } from '../../../contract/model-storage.ts';
import type { AppState } from '../../store/state.ts';

/** What a diagnostics file is made from. */
export interface DiagnosticFacts {
  readonly state: Pick<AppState, 'settings' | 'settingsKept' | 'engine' | 'api' | 'online' | 'isolated'>;
  readonly device: DeviceFacts;
  readonly storage: StorageReport | null;
  readonly requests: readonly RequestLogEntry[];
}

/** Gathers what helps to find a fault. Nothing in it was written by the user: no text, no names, no error's own words. */
export function toDiagnostics({ state, device, storage, requests }: DiagnosticFacts): object {
  const { settings, settingsKept, engine, api, online, isolated } = state;
  return {
    device,
    page: { api, online, isolated, settingsKept },
    settings,
    engine,
    storage,
    requests: requests.map(({ client: _client, error, path, ...figures }) => ({
      ...figures,
      // What follows a path that is not ours, or an error's code, could quote what somebody wrote.
      path: /^\/([\w.-]+\/)*v1\/(audio\/speech|models|audio\/voices|engine)$/.test(path) ? path : 'other',
      error: error === null ? null : (/^(aborted$|[a-z_]+(?=:))/.exec(error)?.[0] ?? 'other'),
    })),
  };
}

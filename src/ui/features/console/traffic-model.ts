import type { RequestDetail, RequestLogEntry } from '../../../contract/request-log.ts';
import type { ConsoleService } from '../../../page/server-services.ts';
import { isAbortError } from '../../../std/abort.ts';
import type { Scope } from '../../../std/scope.ts';
import { toProblem, type Problem } from '../../store/problem.ts';
import { createStore, type Store } from '../../store/store.ts';

/** As many as the server remembers. */
const MAX_ENTRIES = 200;

/** What the panel of the API's traffic shows. */
export interface TrafficState {
  /** The newest first. */
  readonly entries: readonly RequestLogEntry[];
  /** The request that is looked at; `detail` is null until it came, and where it is not remembered any more. */
  readonly opened: { readonly id: string; readonly detail: RequestDetail | null } | null;
  readonly problem: Problem | null;
}

/** The API's traffic as it happens. */
export interface TrafficModel {
  readonly store: Pick<Store<TrafficState, never>, 'getState' | 'subscribe'>;
  /** Follows the traffic for as long as `scope` lives. */
  readonly connect: (scope: Scope) => void;
  /** Looks at a request; at none, where it is looked at already. */
  readonly toggle: (id: string) => void;
  readonly clear: () => void;
}

/** Creates the model. */
export function createTrafficModel(service: ConsoleService): TrafficModel {
  const store = createStore<TrafficState, Partial<TrafficState>>(
    { entries: [], opened: null, problem: null },
    (state, patch) => ({ ...state, ...patch }),
  );
  const never = new AbortController().signal;
  const fail = (error: unknown): void => {
    if (!isAbortError(error)) store.dispatch({ problem: toProblem(error) });
  };
  const look = async (id: string): Promise<void> => {
    const detail = await service.detail(id, never);
    if (store.getState().opened?.id === id) store.dispatch({ opened: { id, detail } });
  };
  return {
    store,
    connect(scope) {
      const stop = service.onEntry((entry) => {
        store.dispatch({ entries: withEntry(store.getState().entries, entry) });
        // What is looked at may have an answer now.
        if (store.getState().opened?.id === entry.id) look(entry.id).catch(fail);
      });
      scope.add(stop);
      service
        .list(scope.signal)
        .then((known) => {
          // What came meanwhile is newer than the list.
          const heard = store.getState().entries.toReversed();
          store.dispatch({ entries: [...known, ...heard].reduce(withEntry, []) });
        })
        .catch(fail);
    },
    toggle(id) {
      const isOpened = store.getState().opened?.id === id;
      store.dispatch({ opened: isOpened ? null : { id, detail: null } });
      if (!isOpened) look(id).catch(fail);
    },
    clear() {
      service
        .clear(never)
        .then(() => {
          const entries = store.getState().entries.filter(({ durationMs }) => durationMs === null);
          store.dispatch({ entries, opened: null });
        })
        .catch(fail);
    },
  };
}

/** Puts what is new of a request in its place, or a new request on top. */
function withEntry(entries: readonly RequestLogEntry[], entry: RequestLogEntry): readonly RequestLogEntry[] {
  return entries.some(({ id }) => id === entry.id)
    ? entries.map((known) => (known.id === entry.id ? entry : known))
    : [entry, ...entries].slice(0, MAX_ENTRIES);
}

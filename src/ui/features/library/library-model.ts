import type { LibraryService, OpenedTake } from '../../../page/server-services.ts';
import type { WakeLock } from '../../../page/wake-lock.ts';
import type { ExportFormat, LibraryReport, TakeInfo } from '../../../contract/takes.ts';
import { isAbortError } from '../../../std/abort.ts';
import type { Scope } from '../../../std/scope.ts';
import { toProblem, type Problem } from '../../store/problem.ts';
import { createStore, type Store } from '../../store/store.ts';

/** What the library shows. */
export interface LibraryState {
  /** Null until the first list came. */
  readonly report: LibraryReport | null;
  readonly query: string;
  readonly isExporting: boolean;
  /** Why what was asked for last was not done, or null. */
  readonly problem: Problem | null;
  /** Why the list is not as it should be, or null. */
  readonly listProblem: Problem | null;
}

type ProblemName = 'problem' | 'listProblem';

/** The kept takes, as the page lists them. */
export interface LibraryModel {
  readonly store: Pick<Store<LibraryState, never>, 'getState' | 'subscribe'>;
  /** Follows the library for as long as `scope` lives. */
  readonly connect: (scope: Scope) => void;
  readonly search: (query: string) => void;
  readonly rename: (take: string, name: string) => void;
  readonly pin: (take: string, isPinned: boolean) => void;
  readonly remove: (takes: readonly string[]) => void;
  /** Resolves to null where it fails, which the state says. */
  readonly open: (take: string) => Promise<OpenedTake | null>;
  /** Packs takes and hands the archive to `save`. */
  readonly export: (
    takes: readonly TakeInfo[],
    format: ExportFormat,
    save: (file: Blob) => void,
  ) => Promise<void>;
}

/** Creates the model. */
export function createLibraryModel(library: LibraryService, wakeLock: WakeLock): LibraryModel {
  const store = createStore<LibraryState, Partial<LibraryState>>(
    { report: null, query: '', isExporting: false, problem: null, listProblem: null },
    (state, patch) => ({ ...state, ...patch }),
  );
  const never = new AbortController().signal;
  const attempt = async <T>(work: () => Promise<T>, name: ProblemName = 'problem'): Promise<T | null> => {
    // What went wrong before is old news.
    store.dispatch({ [name]: null });
    try {
      return await work();
    } catch (error) {
      if (!isAbortError(error)) store.dispatch({ [name]: toProblem(error) });
      return null;
    }
  };
  const refresh = createRefresh(async () => {
    const { query } = store.getState();
    const report = await attempt(() => library.list(query, never), 'listProblem');
    // A list for an earlier query would flicker.
    if (report !== null && query === store.getState().query) store.dispatch({ report });
  });
  return {
    store,
    connect(scope) {
      scope.add(library.onChange(refresh));
      refresh();
    },
    search(query) {
      store.dispatch({ query });
      refresh();
    },
    rename: (take, name) => void attempt(() => library.change(take, { name }, never)),
    pin: (take, isPinned) => void attempt(() => library.change(take, { isPinned }, never)),
    remove: (takes) => void attempt(() => library.remove(takes, never)),
    open: (take) => attempt(() => library.open(take, never)),
    async export(takes, format, save) {
      if (store.getState().isExporting) return;
      store.dispatch({ isExporting: true });
      const ids = takes.map(({ id }) => id);
      const release = wakeLock.hold();
      const file = await attempt(() => library.export(ids, format, never));
      release();
      store.dispatch({ isExporting: false });
      if (file !== null) save(file);
    },
  };
}

/** Runs `work` again after the last call that came while it ran, and not once for each. */
function createRefresh(work: () => Promise<void>): () => void {
  let calls = 0;
  const run = async (): Promise<void> => {
    const before = calls;
    await work();
    if (calls === before) calls = 0;
    else await run();
  };
  return () => {
    calls += 1;
    if (calls === 1) void run();
  };
}

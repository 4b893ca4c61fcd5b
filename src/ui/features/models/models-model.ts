import type { StorageService } from '../../../page/server-services.ts';
import type { ImportReport, ModelSelection, StorageReport } from '../../../contract/model-storage.ts';
import { isAbortError } from '../../../std/abort.ts';
import { toProblem, type Problem } from '../../store/problem.ts';
import { createStore, type Store } from '../../store/store.ts';

/** What the panel of the stored models shows. */
export interface ModelsState {
  /** Null until the store has answered. */
  readonly report: StorageReport | null;
  /** What is being done, one thing at a time. */
  readonly task: 'import' | 'export' | 'delete' | null;
  /** What became of the files that were given last. */
  readonly imported: ImportReport | null;
  readonly problem: Problem | null;
}

/** The stored models, and what can be done with them. */
export interface ModelsModel {
  readonly store: Pick<Store<ModelsState, never>, 'getState' | 'subscribe'>;
  readonly refresh: () => void;
  readonly remove: (selection: ModelSelection) => void;
  readonly removeFile: (sha256: string) => void;
  readonly import: (files: readonly File[]) => void;
  /** Packs a model and hands the archive to `save`. */
  readonly export: (selection: ModelSelection, save: (file: Blob) => void) => void;
  /** Asks the browser never to evict what is stored. */
  readonly persist: () => void;
}

/** Creates the model; `onRemoved` is called when a model was deleted, whole or in part. */
export function createModelsModel(storage: StorageService, onRemoved: () => void): ModelsModel {
  const store = createStore<ModelsState, Partial<ModelsState>>(
    { report: null, task: null, imported: null, problem: null },
    (state, patch) => ({ ...state, ...patch }),
  );
  const never = new AbortController().signal;
  const refresh = async (): Promise<void> => store.dispatch({ report: await storage.report(never) });
  const attempt = (work: () => Promise<void>): void => {
    work().catch((error: unknown) => {
      if (!isAbortError(error)) store.dispatch({ problem: toProblem(error) });
    });
  };
  const during = (task: ModelsState['task'], work: () => Promise<void>): void => {
    if (store.getState().task !== null) return;
    store.dispatch({ task, problem: null });
    attempt(async () => {
      try {
        await work();
      } finally {
        store.dispatch({ task: null });
      }
    });
  };
  return {
    store,
    refresh: () => attempt(refresh),
    remove: (selection) =>
      during('delete', async () => {
        store.dispatch({ report: await storage.deleteModel(selection, never) });
        onRemoved();
      }),
    removeFile: (sha256) =>
      during('delete', async () => store.dispatch({ report: await storage.deleteFile(sha256, never) })),
    import: (files) =>
      during('import', async () => {
        store.dispatch({ imported: null });
        store.dispatch({ imported: await storage.importFiles(files, never) });
        await refresh();
      }),
    export: (selection, save) =>
      during('export', async () => save(await storage.exportModel(selection, never))),
    persist: () =>
      attempt(async () => {
        await storage.persist();
        await refresh();
      }),
  };
}

import type { ModelDownload, ModelKind, ModelOffer } from '../../../contract/model-storage.ts';
import { createAbortError, isAbortError } from '../../../std/abort.ts';
import type { StorageService } from '../../../page/server-services.ts';
import { toProblem, type Problem } from '../../store/problem.ts';
import { createStore, type Store } from '../../store/store.ts';

/** What the offer of models that hear shows. */
export interface HearingState {
  /** Null until the store has answered. */
  readonly offers: readonly ModelOffer[] | null;
  /** How far the download has come that this page or another one began. */
  readonly download: ModelDownload | null;
  readonly problem: Problem | null;
  /** How many downloads of this page have ended. */
  readonly endedCount: number;
}

/** The models that hear, or those that tell speakers apart, and their downloads. */
export interface HearingModel {
  readonly store: Pick<Store<HearingState, never>, 'getState' | 'subscribe'>;
  readonly refresh: () => void;
  /** Downloads one, from where an earlier download stopped. */
  readonly download: (offer: ModelOffer) => void;
  /** Stops the download, also one of another page; what has come stays. */
  readonly pause: () => void;
}

type Downloads = Pick<StorageService, 'offers' | 'fetchModel' | 'pauseFetch' | 'onDownload'>;

const models = new WeakMap<Downloads, Map<ModelKind, HearingModel>>();

/** Gives the page's model of one kind, so that every part shows, pauses and resumes the same download. */
export function toHearingModel(storage: Downloads, kind: ModelKind = 'hearing'): HearingModel {
  const known = models.get(storage) ?? new Map<ModelKind, HearingModel>();
  models.set(storage, known);
  const model = known.get(kind) ?? createHearingModel(storage, kind);
  known.set(kind, model);
  return model;
}

function createHearingModel(storage: Downloads, wanted: ModelKind): HearingModel {
  const store = createStore<HearingState, Partial<HearingState>>(
    { offers: null, download: null, problem: null, endedCount: 0 },
    (state, patch) => ({ ...state, ...patch }),
  );
  const never = new AbortController().signal;
  let running: AbortController | null = null;
  const fail = (error: unknown): void => {
    if (!isAbortError(error)) store.dispatch({ problem: toProblem(error) });
  };
  const read = async (): Promise<void> => {
    const offers = await storage.offers(never);
    store.dispatch({ offers: offers.filter(({ kind }) => kind === wanted) });
  };
  storage.onDownload((download) => {
    const { offers, download: shown } = store.getState();
    const shownHere = [...(offers ?? []), ...(shown === null ? [] : [shown])];
    if (!shownHere.some(({ model }) => model === download.model)) return;
    // The end of its own download this page knows better.
    if (running !== null && download.isOver === true) return;
    store.dispatch({ download: download.isOver === true ? null : download });
    if (download.isOver === true) void read().catch(fail);
  });
  const run = async ({ model, dtype, bytes, heldBytes }: ModelOffer, signal: AbortSignal): Promise<void> => {
    store.dispatch({ problem: null, download: { model, loadedBytes: heldBytes, totalBytes: bytes } });
    try {
      await storage.fetchModel({ model, dtype }, signal);
    } finally {
      running = null;
      store.dispatch({ download: null });
      await read();
      store.dispatch({ endedCount: store.getState().endedCount + 1 });
    }
  };
  return {
    store,
    refresh: () => void read().catch(fail),
    download: (offer) => {
      if (running !== null) return;
      running = new AbortController();
      run(offer, running.signal).catch(fail);
    },
    pause: () => {
      const { download } = store.getState();
      if (running !== null) running.abort(createAbortError());
      else if (download !== null) storage.pauseFetch({ model: download.model }, never).catch(fail);
    },
  };
}

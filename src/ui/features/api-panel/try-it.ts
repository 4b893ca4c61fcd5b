import { isAbortError } from '../../../std/abort.ts';
import { toProblem } from '../../store/problem.ts';
import { createStore, type Store } from '../../store/store.ts';
import { NotObjectError, parseExampleRequest, type Example } from './example-request.ts';
import type { ExampleRun } from './example-run.ts';
import { runExample } from './run-example.ts';

/** The ways of calling that can be tried, in the order shown. */
export const tryKinds = ['sdk', 'fetch', 'sse'] as const;

/** One of `tryKinds`. */
export type TryKind = (typeof tryKinds)[number];

/** Why what a person wrote cannot be sent: it is not JSON, or it is JSON but no object. */
export interface RequestFault {
  readonly reason: 'not-json' | 'not-object';
  /** In the browser's words; empty where there is no more to say. */
  readonly detail: string;
}

/** What is being tried. */
export interface TryState {
  readonly kind: TryKind;
  /** The request as the person wrote it. */
  readonly json: string;
  /** Why that is no request, or null. */
  readonly fault: RequestFault | null;
  readonly run: ExampleRun | null;
}

/** A request that a person writes and sends. */
export interface TryIt {
  readonly store: Pick<Store<TryState, TryState>, 'getState' | 'subscribe'>;
  readonly choose: (kind: TryKind) => void;
  readonly write: (json: string) => void;
  readonly send: () => void;
  readonly cancel: () => void;
}

/** Loads what makes the call, so that the SDK is there only where it is used. */
export type LoadExample = (kind: TryKind) => Promise<{ readonly speak: Example }>;

/** Creates a request that begins as `json`. */
export function createTryIt(json: string, load: LoadExample = loadExample): TryIt {
  const store = createStore<TryState, TryState>(
    { kind: 'sdk', json, fault: toFault(json), run: null },
    (_, next) => next,
  );
  const set = (patch: Partial<TryState>): void => store.dispatch({ ...store.getState(), ...patch });
  let current: AbortController | null = null;

  const cancel = (): void => {
    current?.abort();
    current = null;
    if (store.getState().run?.phase === 'running') set({ run: null });
  };
  const run = async (signal: AbortSignal): Promise<ExampleRun | null> => {
    const { kind, json: written } = store.getState();
    try {
      const { speak } = await load(kind);
      signal.throwIfAborted();
      return { phase: 'done', outcome: await runExample(speak, parseExampleRequest(written), signal) };
    } catch (error) {
      return isAbortError(error) ? null : { phase: 'failed', problem: toProblem(error) };
    }
  };
  return {
    store,
    choose(kind) {
      cancel();
      set({ kind, run: null });
    },
    write: (written) => set({ json: written, fault: toFault(written) }),
    send() {
      cancel();
      if (store.getState().fault !== null) return;
      const controller = new AbortController();
      current = controller;
      set({ run: { phase: 'running' } });
      void run(controller.signal).then((outcome) => {
        if (!controller.signal.aborted) set({ run: outcome });
      });
    },
    cancel,
  };
}

function toFault(json: string): RequestFault | null {
  try {
    parseExampleRequest(json);
    return null;
  } catch (error) {
    if (error instanceof NotObjectError) return { reason: 'not-object', detail: '' };
    return { reason: 'not-json', detail: error instanceof Error ? error.message : String(error) };
  }
}

function loadExample(kind: TryKind): Promise<{ readonly speak: Example }> {
  switch (kind) {
    case 'sdk':
      return import('./sdk.ts');
    case 'fetch':
      return import('./fetch.ts');
    case 'sse':
      return import('./sse.ts');
  }
}

import { isAbortError } from '../../std/abort.ts';
import type { ExampleRequest } from '../features/api-panel/example-request.ts';
import { examples } from '../features/api-panel/examples.ts';
import { runExample } from '../features/api-panel/run-example.ts';
import type { AppStore } from './app-store.ts';
import { exampleIds, type ExampleId } from './example-run.ts';
import { toProblem } from './problem.ts';
import { toPlayableModel } from './selectors.ts';
import type { AppState } from './state.ts';

/** Examples say the beginning of the text; the API's own limit is longer. */
const MAX_EXAMPLE_LENGTH = 600;

/** What a person can do in the panel of examples. */
export interface ExampleActions {
  readonly runExample: (id: ExampleId) => void;
  readonly cancelExample: () => void;
}

/** Creates the actions; one example runs at a time. */
export function createExampleActions(store: AppStore): ExampleActions {
  let current: AbortController | null = null;

  const run = async (id: ExampleId, signal: AbortSignal): Promise<void> => {
    const report = (change: Parameters<typeof store.dispatch>[0]): void => {
      if (!signal.aborted) store.dispatch(change);
    };
    try {
      const { speak } = await examples[id].load();
      const outcome = await runExample(speak, toExampleRequest(store.getState()), signal);
      report({ type: 'example-changed', id, run: { phase: 'done', outcome } });
    } catch (error) {
      if (isAbortError(error)) return;
      report({ type: 'example-changed', id, run: { phase: 'failed', problem: toProblem(error) } });
    }
  };

  const cancel = (): void => {
    current?.abort();
    current = null;
    const runs = store.getState().examples;
    const running = exampleIds.find((id) => runs[id]?.phase === 'running');
    if (running !== undefined) store.dispatch({ type: 'example-cancelled', id: running });
  };

  return {
    runExample(id) {
      cancel();
      current = new AbortController();
      store.dispatch({ type: 'example-changed', id, run: { phase: 'running' } });
      void run(id, current.signal);
    },
    cancelExample: cancel,
  };
}

/** Says what the examples send now. */
export function toExampleRequest(state: AppState): ExampleRequest {
  const { voice, speed } = state.settings;
  const input = Array.from(state.text).slice(0, MAX_EXAMPLE_LENGTH).join('');
  return { model: toPlayableModel(state), voice, speed, input };
}

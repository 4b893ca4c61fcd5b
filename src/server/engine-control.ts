import { Scope } from '../std/scope.ts';
import type { EngineControl, EngineStatus } from '../contract/engine-status.ts';
import { ENGINE_SILENCE_MS, type EngineLink } from './engine-link.ts';

/** An engine that runs cannot answer; whoever asks for its status gets the last one then. */
const ANSWER_WITHIN_MS = 300;

/** Creates the control of the engine at the other end of `link`; unloading or reconfiguring waits for a run to end. */
export function createEngineControl(link: EngineLink): EngineControl {
  const never = new AbortController().signal;
  const silenceMs = ENGINE_SILENCE_MS;
  const ask = (signal: AbortSignal): Promise<EngineStatus> =>
    link.ask((client) => client.call('status', undefined, { signal, silenceMs }), signal);
  return {
    async status() {
      const known = link.status;
      if (known === undefined) return ask(never);
      const scope = new Scope();
      const late = scope.sleep(ANSWER_WITHIN_MS).then(() => link.status ?? known);
      try {
        return await Promise.race([ask(scope.signal), late]);
      } finally {
        scope.dispose();
      }
    },
    configure: (patch) => link.configure(patch, never),
    // A download takes as long as it takes; whoever waits for it watches its progress.
    load: (signal) =>
      link.ask(
        (client) => client.call('load', undefined, { signal, silenceMs, timeoutMs: Infinity }),
        signal,
      ),
    unload: () => link.ask((client) => client.call('unload', undefined, { silenceMs }), never),
  };
}

import type { ReactNode } from 'react';
import { useAppState } from '../../store/app-context.ts';
import type { AppState } from '../../store/state.ts';
import { toEngine } from '../../store/take.ts';

/** Says in a few words what is going on; screen readers hear it too. */
export function TakeStatus(): ReactNode {
  const words = useAppState(toStatusWords);
  const isLit = useAppState((state) => state.take.phase === 'speaking');
  return (
    <p className="transport__status" role="status">
      <span className={isLit ? 'tally tally--lit' : 'tally'} aria-hidden="true" />
      {words}
    </p>
  );
}

/** Names the phase of the take and the engine that speaks it. */
export function toStatusWords({ take, engine, save, words: { say } }: AppState): string {
  if (save.phase === 'saved' && take.phase !== 'speaking') {
    return say('transport.saved', { file: save.fileName });
  }
  switch (take.phase) {
    case 'none':
      return say('transport.ready');
    case 'preparing':
      return take.take.model !== 'espeak-ng' && engine?.state === 'loading'
        ? say('transport.loadingKokoro')
        : say('transport.preparing');
    case 'speaking':
    case 'paused':
    case 'finished':
      return say(`transport.${take.phase}.${toEngine(take.take) ?? 'unknown'}`);
    case 'stopped':
      return say('transport.stopped');
    case 'failed':
      return say('transport.failed');
  }
}

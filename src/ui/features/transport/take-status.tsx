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

const engineNames = { kokoro: 'Kokoro 82M', 'espeak-ng': 'the built-in voice' } as const;

/** Names the phase of the take and the engine that speaks it. */
export function toStatusWords({ take, engine, save }: AppState): string {
  if (save.phase === 'saved' && take.phase !== 'speaking') return `Saved ${save.fileName}`;
  switch (take.phase) {
    case 'none':
      return 'Ready';
    case 'preparing':
      return take.take.model !== 'espeak-ng' && engine?.state === 'loading'
        ? 'Loading Kokoro'
        : 'Making the first sentence';
    case 'speaking':
      return `Speaking with ${toName(take.take)}`;
    case 'paused':
      return `Paused. ${capitalise(toName(take.take))} speaks.`;
    case 'finished':
      return `Spoken by ${toName(take.take)}`;
    case 'stopped':
      return 'Stopped';
    case 'failed':
      return 'Failed';
  }
}

function toName(take: Parameters<typeof toEngine>[0]): string {
  const engine = toEngine(take);
  return engine === null ? 'the engine' : engineNames[engine];
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { isActive } from '../../store/take.ts';
import { Clock } from './clock.tsx';
import { SaveButton } from './save-button.tsx';
import { TakeStatus } from './take-status.tsx';
import { Waveform } from './waveform.tsx';
import './transport.css';

/** Play, pause, stop and save, with what has been made drawn above. */
export function Transport(): ReactNode {
  return (
    <section className="transport" aria-label="Playback">
      <div className="transport__tape">
        <Waveform />
        <Clock />
      </div>
      <div className="transport__bar">
        <PlayButtons />
        <TakeStatus />
        <SaveButton />
      </div>
    </section>
  );
}

function PlayButtons(): ReactNode {
  const { play, pause, stop } = useActions();
  const phase = useAppState((state) => state.take.phase);
  const active = useAppState((state) => isActive(state.take));
  return (
    <div className="transport__buttons">
      {phase === 'speaking' ? (
        <Button look="primary" onClick={pause} aria-keyshortcuts="Control+Enter Meta+Enter">
          <Icon name="pause" />
          Pause
        </Button>
      ) : (
        <Button
          look="primary"
          onClick={play}
          isIdle={phase === 'preparing'}
          aria-keyshortcuts="Control+Enter Meta+Enter"
        >
          <Icon name="play" />
          {phase === 'paused' ? 'Resume' : 'Play'}
        </Button>
      )}
      <Button onClick={stop} isIdle={!active} aria-keyshortcuts="Escape">
        <Icon name="stop" />
        Stop
      </Button>
    </div>
  );
}

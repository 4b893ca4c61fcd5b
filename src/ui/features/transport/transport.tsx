import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { isActive, toTake } from '../../store/take.ts';
import { toNextSentenceSeconds } from '../../store/timeline.ts';
import { SaveButton } from '../save/save-button.tsx';
import { Clock } from './clock.tsx';
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
  const { stop, previousSentence, nextSentence } = useActions();
  const isPlaying = useAppState((state) => isActive(state.take));
  const hasSound = useAppState(({ take }) => (toTake(take)?.segments.length ?? 0) > 0);
  const hasNext = useAppState(({ take: state }) => {
    const take = toTake(state);
    return take !== null && toNextSentenceSeconds(take) !== null;
  });
  return (
    <div className="transport__buttons">
      <Button
        look="quiet"
        onClick={previousSentence}
        isIdle={!hasSound}
        aria-label="Previous sentence"
        title="Previous sentence"
      >
        <Icon name="previous" />
      </Button>
      <PlayButton />
      <Button
        look="quiet"
        onClick={nextSentence}
        isIdle={!hasNext}
        aria-label="Next sentence"
        title="Next sentence"
      >
        <Icon name="next" />
      </Button>
      <Button onClick={stop} isIdle={!isPlaying} aria-keyshortcuts="Escape" aria-label="Stop">
        <Icon name="stop" />
        <span className="wide-only">Stop</span>
      </Button>
    </div>
  );
}

function PlayButton(): ReactNode {
  const { play, pause } = useActions();
  const phase = useAppState((state) => state.take.phase);
  if (phase === 'speaking') {
    return (
      <Button look="primary" onClick={pause} aria-keyshortcuts="Control+Enter Meta+Enter">
        <Icon name="pause" />
        Pause
      </Button>
    );
  }
  return (
    <Button
      look="primary"
      onClick={play}
      isIdle={phase === 'preparing'}
      aria-keyshortcuts="Control+Enter Meta+Enter"
    >
      <Icon name="play" />
      {phase === 'paused' ? 'Resume' : 'Play'}
    </Button>
  );
}

import { toClock } from './to-clock.ts';
import { useState, type ReactNode } from 'react';
import { Scope } from '../../../std/scope.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { isActive, toMadeSeconds, toTake, toTotalSeconds, type Take } from '../../store/take.ts';
import { toNextSentenceSeconds } from '../../store/timeline.ts';
import { useWords } from '../../store/use-words.ts';
import { SaveButton } from '../save/save-button.tsx';
import { RateChoice } from './rate-choice.tsx';
import { toSaveWords, toStatusWords } from './status-words.ts';
import { Waveform } from './waveform.tsx';
import './transport.css';

/** Play, pause, stop and save, with what has been made drawn above. */
export function Transport(): ReactNode {
  const { say } = useWords();
  const [beyond, setBeyond] = useState<Take | null>(null);
  return (
    <section className="transport" aria-label={say('transport.label')}>
      {/* Time runs from left to right wherever sound is played, and so do the buttons that move in it. */}
      <div className="transport__tape" dir="ltr">
        <Waveform onBeyond={setBeyond} />
        <Clock />
      </div>
      <div className="transport__bar" ref={measureBar}>
        <PlayButtons />
        <div className="transport__state">
          <TakeStatus />
          <SaveStatus />
          <MadeStatus pressed={beyond} />
        </div>
        <RateChoice />
        <SaveButton />
      </div>
    </section>
  );
}

/** Tells the styles how high the bar is, which lies over the end of the page on a phone. */
function measureBar(bar: HTMLElement | null): (() => void) | undefined {
  if (bar === null) return undefined;
  const { style } = document.documentElement;
  const scope = new Scope();
  const measure = (): void => style.setProperty('--transport-height', `${bar.offsetHeight}px`);
  scope.observer(new ResizeObserver(measure)).observe(bar);
  return () => scope.dispose();
}

function PlayButtons(): ReactNode {
  const { say } = useWords();
  const { stop, previousSentence, nextSentence } = useActions();
  const isPlaying = useAppState((state) => isActive(state.take));
  const hasSound = useAppState(({ take }) => (toTake(take)?.segments.length ?? 0) > 0);
  const hasNext = useAppState(({ take: state }) => {
    const take = toTake(state);
    return take !== null && toNextSentenceSeconds(take) !== null;
  });
  return (
    <div className="transport__buttons" dir="ltr">
      <Button
        look="quiet"
        onClick={previousSentence}
        isIdle={!hasSound}
        aria-label={say('transport.previous')}
        title={say('transport.previous')}
      >
        <Icon name="previous" />
      </Button>
      <PlayButton />
      <Button
        look="quiet"
        onClick={nextSentence}
        isIdle={!hasNext}
        aria-label={say('transport.next')}
        title={say('transport.next')}
      >
        <Icon name="next" />
      </Button>
      <Button onClick={stop} isIdle={!isPlaying} aria-keyshortcuts="Escape" aria-label={say('common.stop')}>
        <Icon name="stop" />
        <span className="wide-only">{say('common.stop')}</span>
      </Button>
    </div>
  );
}

function PlayButton(): ReactNode {
  const { play, pause } = useActions();
  const { say } = useWords();
  const phase = useAppState((state) => state.take.phase);
  const isSecure = useAppState((state) => state.isSecure);
  if (phase === 'speaking') {
    return (
      <Button look="primary" onClick={pause} aria-keyshortcuts="Control+Enter Meta+Enter">
        <Icon name="pause" />
        {say('transport.pause')}
      </Button>
    );
  }
  return (
    <Button
      look="primary"
      onClick={play}
      isIdle={phase === 'preparing' || !isSecure}
      aria-keyshortcuts="Control+Enter Meta+Enter"
    >
      <Icon name="play" />
      {say(phase === 'paused' ? 'common.resume' : 'transport.play')}
    </Button>
  );
}

/** Where in the take we are, and how long it is; an estimate until all of it was made. */
function Clock(): ReactNode {
  const position = useAppState((state) => Math.floor(toTake(state.take)?.positionSeconds ?? 0));
  const total = useAppState((state) => {
    const take = toTake(state.take);
    return take === null ? 0 : Math.round(toTotalSeconds(take));
  });
  const isExact = useAppState((state) => toTake(state.take)?.complete === true);
  return (
    <p className="transport__clock tabular">
      {toClock(position)}
      <span className="transport__total">
        {' / '}
        {isExact || total === 0 ? '' : '~'}
        {toClock(total)}
      </span>
    </p>
  );
}

/** Says in a few words what is going on; screen readers hear it too. */
function TakeStatus(): ReactNode {
  const words = useAppState(toStatusWords);
  const isLit = useAppState(({ take }) => take.phase === 'speaking' && !take.take.isWaiting);
  return (
    <p className="transport__status" role="status">
      <span className={isLit ? 'tally tally--lit' : 'tally'} aria-hidden="true" />
      {words}
    </p>
  );
}

/** Says that a file is there, whatever is heard meanwhile. */
function SaveStatus(): ReactNode {
  const words = useAppState(toSaveWords);
  return (
    <p className="transport__saved" role="status" title={words}>
      {words}
    </p>
  );
}

/** Says how far a take was made when a place behind that was pressed, until more of it is. */
function MadeStatus({ pressed }: { readonly pressed: Take | null }): ReactNode {
  const { say } = useWords();
  const isSame = useAppState(({ take }) => toTake(take)?.segments === pressed?.segments);
  const made = pressed === null ? 0 : Math.floor(toMadeSeconds(pressed));
  return (
    <p role="status">{isSame && made > 0 ? say('transport.madeAsFarAs', { time: toClock(made) }) : ''}</p>
  );
}

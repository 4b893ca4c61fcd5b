import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { useWords } from '../../store/use-words.ts';
import { toClock } from '../transport/to-clock.ts';
import type { SubtitlesState } from './subtitles-model.ts';

interface SubtitlesProgressProps {
  readonly state: SubtitlesState;
  /** Of the recording, in seconds; null where the browser cannot tell. */
  readonly duration: number | null;
  readonly onCancel: () => void;
  /** Null where the recording is not at hand. */
  readonly onTryAgain: (() => void) | null;
}

/** Says how much of a recording was heard. */
export function SubtitlesProgress(props: SubtitlesProgressProps): ReactNode {
  const { state, duration, onCancel, onTryAgain } = props;
  const { say } = useWords();
  const { phase, heardSeconds, rows, problem } = state;
  const isListening = phase === 'listening';
  // The problem says enough.
  const isFault = problem !== null && rows.length === 0;
  const time = toClock(Math.round(heardSeconds));
  const whole = duration === null ? null : toClock(Math.round(duration));
  const heard = whole === null ? say('subtitles.heard', { time }) : say('subtitles.heardOf', { time, whole });
  const outcome =
    phase === 'done' && rows.length === 0
      ? say('subtitles.heardNothing')
      : say('subtitles.done', { count: rows.length, time });
  return (
    <div className="subtitles__progress">
      <p className="subtitles__state tabular" role="status">
        {isListening ? heard : isFault ? '' : outcome}
      </p>
      {isListening ? (
        <ProgressBar label={heard} fraction={duration === null ? null : heardSeconds / duration} />
      ) : null}
      {isListening ? <Button onClick={onCancel}>{say('common.cancel')}</Button> : null}
      {phase === 'stopped' && onTryAgain !== null ? (
        <Button onClick={onTryAgain}>{say('problem.tryAgain')}</Button>
      ) : null}
    </div>
  );
}

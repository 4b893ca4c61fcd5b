import { useEffect, useState, type ReactNode } from 'react';
import type { Difference } from '../../../text/comparing/compare-texts.ts';
import { Button } from '../../components/button.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { useServices } from '../../store/app-context.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import { HearingGate } from '../hearing/hearing-gate.tsx';
import { ProblemLine } from '../problem/problem-line.tsx';
import { createListenBackModel, type HeardTake } from './listen-back-model.ts';
import './listen-back.css';

interface ListenBackProps {
  readonly take: string;
  /** Of the sound. */
  readonly seconds: number;
}

/** Hears a take and shows where it was heard otherwise than it is written. */
export function ListenBack({ take, seconds }: ListenBackProps): ReactNode {
  return (
    <div className="listen-back">
      <HearingGate>
        <Listening take={take} seconds={seconds} />
      </HearingGate>
    </div>
  );
}

function Listening({ take, seconds }: ListenBackProps): ReactNode {
  const { library, hearing } = useServices();
  const { say } = useWords();
  const [model] = useState(() => createListenBackModel({ take, library, hearing }));
  useEffect(() => {
    model.start();
    // Nobody sees any more what would be heard.
    return () => model.cancel();
  }, [model]);
  const { phase, heardSeconds, heard, problem } = useStoreState(model.store);
  return (
    <>
      {phase === 'listening' ? (
        <div className="listen-back__progress">
          <p role="status">{say('listenBack.listening')}</p>
          <ProgressBar label={say('listenBack.listening')} fraction={heardSeconds / Math.max(0.1, seconds)} />
          <Button onClick={model.cancel}>{say('common.cancel')}</Button>
        </div>
      ) : (
        <div>
          <Button onClick={model.start}>{say('listenBack.again')}</Button>
        </div>
      )}
      {problem === null ? null : (
        <p className="listen-back__problem" role="alert">
          <ProblemLine problem={problem} />
        </p>
      )}
      {heard === null ? null : <Outcome heard={heard} />}
    </>
  );
}

function Outcome({ heard: { text, comparison } }: { readonly heard: HeardTake }): ReactNode {
  const { say } = useWords();
  const { wordCount, errorCount, differences } = comparison;
  const share = wordCount === 0 ? 1 : Math.max(0, 1 - errorCount / wordCount);
  return (
    <>
      <p className="listen-back__figure" role="status">
        {say('listenBack.figure', { share, count: wordCount })}
      </p>
      <p className="listen-back__text" dir="auto">
        {differences.map((difference, index) => (
          <Marked
            key={`${difference.start} ${index}`}
            before={text.slice(differences[index - 1]?.end ?? 0, difference.start)}
            written={text.slice(difference.start, difference.end)}
            difference={difference}
          />
        ))}
        {text.slice(differences.at(-1)?.end ?? 0)}
      </p>
    </>
  );
}

interface MarkedProps {
  /** What was heard right since the difference before. */
  readonly before: string;
  readonly written: string;
  readonly difference: Difference;
}

function Marked({ before, written, difference: { heard } }: MarkedProps): ReactNode {
  const { say } = useWords();
  const key = written === '' ? 'listenBack.added' : 'listenBack.heardAs';
  const note = heard === '' ? say('listenBack.notHeard') : say(key, { text: heard });
  return (
    <>
      {before}
      <mark className="listen-back__mark">
        {written}
        <small className="listen-back__note">({note})</small>
      </mark>
    </>
  );
}

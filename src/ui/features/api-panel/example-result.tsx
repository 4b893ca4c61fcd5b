import type { ReactNode } from 'react';
import { Listen } from '../../components/listen.tsx';
import { useWords } from '../../store/use-words.ts';
import type { Words } from '../../words/words.ts';
import { ProblemLine } from '../problem/problem-line.tsx';
import type { ExampleOutcome, ExampleRun } from './example-run.ts';

/** What came back: figures, the sound, or the error. */
export function ExampleResult({ run }: { readonly run: ExampleRun | null }): ReactNode {
  const { say } = useWords();
  return (
    <div className="result" aria-live="polite" aria-busy={run?.phase === 'running'}>
      {run === null ? <p className="result__hint">{say('api.runHint')}</p> : null}
      {run?.phase === 'running' ? <p className="result__hint">{say('api.waiting')}</p> : null}
      {run?.phase === 'failed' ? (
        <p className="result__error">
          <ProblemLine problem={run.problem} />
        </p>
      ) : null}
      {run?.phase === 'done' ? <Outcome outcome={run.outcome} /> : null}
    </div>
  );
}

function Outcome({ outcome }: { readonly outcome: ExampleOutcome }): ReactNode {
  const words = useWords();
  const { say, time } = words;
  const { status, firstByteMs, durationMs, error, audio } = outcome;
  const isGood = status >= 200 && status < 300;
  return (
    <>
      <dl className="result__figures">
        <Figure name={say('api.status')} value={String(status)} tone={isGood ? 'good' : 'bad'} />
        <Figure
          name={say('api.firstByte')}
          value={firstByteMs === null ? say('api.none') : time(firstByteMs)}
        />
        <Figure name={say('api.duration')} value={time(durationMs)} />
      </dl>
      <p className="result__facts">{toFacts(outcome, words)}</p>
      {error === null ? null : (
        <p className="result__error" lang="en">
          {error}
        </p>
      )}
      {audio === null ? null : <Listen audio={audio} label={say('api.answerSound')} />}
    </>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly tone?: 'good' | 'bad';
}

function Figure({ name, value, tone }: FigureProps): ReactNode {
  return (
    <div className="result__figure">
      <dt>{name}</dt>
      <dd className={tone === undefined ? 'tabular' : `tabular result__${tone}`}>{value}</dd>
    </div>
  );
}

function toFacts({ contentType, bytes, reads, engine }: ExampleOutcome, words: Words): string {
  const facts = [
    contentType,
    words.bytes(bytes),
    words.say('api.reads', { count: reads }),
    engine === null ? null : words.say('api.madeBy', { engine }),
  ];
  return facts.filter((fact) => fact !== null && fact !== '').join(words.say('common.listSeparator'));
}

import type { ReactNode } from 'react';
import { Listen } from '../../components/listen.tsx';
import { toProblemLine } from '../../store/problem.ts';
import type { ExampleOutcome, ExampleRun } from './example-run.ts';

/** What came back: figures, the sound, or the error. */
export function ExampleResult({ run }: { readonly run: ExampleRun | null }): ReactNode {
  return (
    <div className="result" aria-live="polite" aria-busy={run?.phase === 'running'}>
      {run === null ? (
        <p className="result__hint">
          Run it to see the status, how soon the first byte came, and to hear it.
        </p>
      ) : null}
      {run?.phase === 'running' ? <p className="result__hint">Waiting for the answer</p> : null}
      {run?.phase === 'failed' ? <p className="result__error">{toProblemLine(run.problem)}</p> : null}
      {run?.phase === 'done' ? <Outcome outcome={run.outcome} /> : null}
    </div>
  );
}

function Outcome({ outcome }: { readonly outcome: ExampleOutcome }): ReactNode {
  const { status, firstByteMs, durationMs, error, audio } = outcome;
  const isGood = status >= 200 && status < 300;
  return (
    <>
      <dl className="result__figures">
        <Figure name="Status" value={String(status)} tone={isGood ? 'good' : 'bad'} />
        <Figure name="First byte" value={firstByteMs === null ? 'none' : toMilliseconds(firstByteMs)} />
        <Figure name="Duration" value={toMilliseconds(durationMs)} />
      </dl>
      <p className="result__facts">{toFacts(outcome)}</p>
      {error === null ? null : <p className="result__error">{error}</p>}
      {audio === null ? null : <Listen audio={audio} label="The answer's sound" />}
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

function toMilliseconds(value: number): string {
  return value < 10_000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;
}

function toFacts({ contentType, bytes, reads, engine }: ExampleOutcome): string {
  const facts = [
    contentType,
    `${Math.max(1, Math.round(bytes / 1000)).toLocaleString('en')} kB`,
    reads === 1 ? 'in one read' : `in ${reads} reads`,
    engine === null ? null : `made by ${engine}`,
  ];
  return facts.filter((fact) => fact !== null && fact !== '').join(', ');
}

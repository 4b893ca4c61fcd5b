import type { ReactNode } from 'react';
import type { CheckFigures, DeviceCheck } from '../../../contract/engine-status.ts';
import type { MessageKey } from '../../words/messages.ts';
import { useWords } from '../../store/use-words.ts';

const verdicts: Readonly<Record<DeviceCheck['state'], MessageKey>> = {
  checking: 'models.checking',
  trusted: 'models.trusted',
  unfinished: 'models.unfinished',
  refused: 'models.distrusted',
};

const figureNames = ['durations', 'level', 'bands', 'worstBands', 'treble', 'pitch', 'difference'] as const;

/** What was found out about a device, with the figures that decided. */
export function DeviceVerdict({ check }: { readonly check: DeviceCheck }): ReactNode {
  const { say } = useWords();
  const { device, name, state, reason, figures, secondsPerToken, wasmSecondsPerToken } = check;
  return (
    <div className="verdict">
      <p role="status">
        <strong>{say(verdicts[state], { device, name })}</strong> <span lang="en">{reason}</span>
      </p>
      {secondsPerToken === null || wasmSecondsPerToken === null ? null : (
        <Pace seconds={secondsPerToken} wasmSeconds={wasmSecondsPerToken} />
      )}
      {figures === null ? null : <Figures figures={figures} />}
    </div>
  );
}

interface PaceProps {
  readonly seconds: number;
  readonly wasmSeconds: number;
}

function Pace({ seconds, wasmSeconds }: PaceProps): ReactNode {
  const { say, number } = useWords();
  const write = (value: number): string =>
    number(value * 1000, { style: 'unit', unit: 'millisecond', maximumFractionDigits: 1 });
  return (
    <p className="models__hint tabular">
      {say('models.pace', { time: write(seconds), wasmTime: write(wasmSeconds) })}
    </p>
  );
}

function Figures({ figures }: { readonly figures: CheckFigures }): ReactNode {
  const { say, number } = useWords();
  return (
    <details>
      <summary>{say('models.figures')}</summary>
      <dl className="verdict__figures">
        {figureNames.map((key) => (
          <div key={key}>
            <dt>{say(`models.${key}`)}</dt>
            <dd className="tabular">{number(figures[key], { maximumSignificantDigits: 2 })}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

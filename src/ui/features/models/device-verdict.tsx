import type { ReactNode } from 'react';
import type { CheckFigures, DeviceCheck } from '../../../speech/engine-status.ts';

const verdicts: Readonly<Record<DeviceCheck['state'], string>> = {
  checking: 'is being checked',
  trusted: 'computes Kokoro right',
  unfinished: 'is right as far as it was checked, and too slow to be worth more',
  refused: 'does not compute Kokoro right',
};

const figureNames: Readonly<Record<keyof CheckFigures, string>> = {
  durations: 'Lengths that differ',
  level: 'Level, dB',
  bands: 'Spectrum, dB',
  worstBands: 'Worst half second, dB',
  treble: 'Treble added',
  pitch: 'Pitch that differs',
  difference: 'Wave difference',
};

/** What was found out about a device, with the figures that decided. */
export function DeviceVerdict({ check }: { readonly check: DeviceCheck }): ReactNode {
  const { device, name, state, reason, figures, secondsPerToken, wasmSecondsPerToken } = check;
  const title = `${device === 'webgpu' ? 'The GPU' : 'The CPU'} (${name}) ${verdicts[state]}`;
  return (
    <div className="verdict">
      <p role="status">
        <strong>{title}.</strong> {reason}
      </p>
      {secondsPerToken === null || wasmSecondsPerToken === null ? null : (
        <p className="models__hint tabular">
          {toMilliseconds(secondsPerToken)} for each phoneme; WebAssembly took{' '}
          {toMilliseconds(wasmSecondsPerToken)}.
        </p>
      )}
      {figures === null ? null : (
        <details>
          <summary>How far its sound was from WebAssembly&rsquo;s</summary>
          <dl className="verdict__figures">
            {(Object.keys(figureNames) as (keyof CheckFigures)[]).map((key) => (
              <div key={key}>
                <dt>{figureNames[key]}</dt>
                <dd className="tabular">{figures[key].toPrecision(2)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

function toMilliseconds(seconds: number): string {
  return `${(seconds * 1000).toFixed(1)} ms`;
}

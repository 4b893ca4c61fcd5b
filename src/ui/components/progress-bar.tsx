import { Progress } from 'radix-ui';
import type { ReactNode } from 'react';
import './progress-bar.css';

interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1, or null where it is unknown. */
  readonly fraction: number | null;
}

/** Shows how far something came. */
export function ProgressBar({ label, fraction }: ProgressBarProps): ReactNode {
  const percent = fraction === null ? null : Math.round(Math.min(1, Math.max(0, fraction)) * 100);
  return (
    <Progress.Root className="progress" value={percent} aria-label={label}>
      <Progress.Indicator className="progress__bar" style={{ width: `${percent ?? 30}%` }} />
    </Progress.Root>
  );
}

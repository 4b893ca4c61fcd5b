import type { ReactNode } from 'react';
import { useAppState } from '../../store/app-context.ts';
import { toTake, toTotalSeconds } from '../../store/take.ts';

/** Where in the take we are, and how long it is; an estimate until all of it was made. */
export function Clock(): ReactNode {
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

function toClock(seconds: number): string {
  const rest = String(seconds % 60).padStart(2, '0');
  return `${Math.floor(seconds / 60)}:${rest}`;
}

import type { ReactNode } from 'react';
import { useAppState } from '../../store/app-context.ts';
import { toTake, toTotalSeconds } from '../../store/take.ts';
import { toClock } from './to-clock.ts';

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

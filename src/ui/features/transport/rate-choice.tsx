import { playbackRates } from '../../../contract/settings.ts';
import type { ReactNode } from 'react';
import { Select } from '../../components/select.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';

/** How fast a take is played, at the same pitch and at once; neither the take nor a saved file changes. */
export function RateChoice(): ReactNode {
  const { change } = useActions();
  const { say, number } = useWords();
  const rate = useAppState((state) => state.settings.playbackRate);
  const options = playbackRates.map((value) => ({ value: String(value), label: `${number(value)} ×` }));
  return (
    <div className="rate" title={say('transport.rateHint')}>
      <Select
        label={say('transport.rate')}
        isLabelHidden
        value={String(rate)}
        options={options}
        onChange={(value) =>
          change({ playbackRate: playbackRates.find((one) => String(one) === value) ?? 1 })
        }
      />
    </div>
  );
}

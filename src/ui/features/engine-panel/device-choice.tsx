import type { ReactNode } from 'react';
import type { EngineConfig } from '../../../contract/engine-status.ts';
import { Select } from '../../components/select.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';
import { toWeightsChoices, type WeightsChoice } from './engine-words.ts';

/** Where Kokoro computes and with what weights, and whether it may use several threads. */
export function DeviceChoice(): ReactNode {
  const { change } = useActions();
  const words = useWords();
  const { say } = words;
  const device = useAppState((state) => state.settings.device);
  const dtype = useAppState((state) => state.settings.dtype);
  const weights = useAppState((state) => state.engine?.weights);
  const isIsolated = useAppState((state) => state.isolated);
  const devices: readonly { value: EngineConfig['device']; label: string }[] = [
    { value: 'auto', label: say('common.automatic') },
    { value: 'wasm', label: say('engine.cpu') },
    { value: 'webgpu', label: say('engine.gpu') },
  ];
  return (
    <div className="device">
      <Select
        label={say('engine.computesOn')}
        value={device}
        options={devices}
        // What is chosen by itself, a GPU computes right; of the others it computes some wrong.
        onChange={(value) =>
          change(value === 'webgpu' ? { device: value, dtype: 'auto' } : { device: value })
        }
      />
      {device === 'webgpu' ? null : (
        <Select
          label={say('engine.precision')}
          value={dtype}
          options={toOptions(toWeightsChoices(weights, words), dtype)}
          onChange={(value) => change({ dtype: value })}
        />
      )}
      {isIsolated ? null : <p className="device__note">{say('engine.notIsolated')}</p>}
    </div>
  );
}

/** What was chosen is shown by its name where it is none of the choices: set through the API, or not in this mirror. */
function toOptions(
  choices: readonly WeightsChoice[],
  dtype: EngineConfig['dtype'],
): readonly WeightsChoice[] {
  return choices.some(({ value }) => value === dtype)
    ? choices
    : [...choices, { value: dtype, label: dtype }];
}

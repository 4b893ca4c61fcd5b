import type { ReactNode } from 'react';
import type { EngineConfig } from '../../../speech/engine-status.ts';
import { Select } from '../../components/select.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { useWords } from '../../words/use-words.ts';
import { toWeightsSize } from './engine-words.ts';

/** Where Kokoro computes and with what weights, and whether it may use several threads. */
export function DeviceChoice(): ReactNode {
  const { change } = useActions();
  const words = useWords();
  const { say } = words;
  const device = useAppState((state) => state.settings.device);
  const dtype = useAppState((state) => state.settings.dtype);
  const isIsolated = useAppState((state) => state.isolated);
  const devices: readonly { value: EngineConfig['device']; label: string }[] = [
    { value: 'auto', label: say('common.automatic') },
    { value: 'wasm', label: say('engine.cpu') },
    { value: 'webgpu', label: say('engine.gpu') },
  ];
  const dtypes: readonly { value: EngineConfig['dtype']; label: string }[] = [
    { value: 'auto', label: say('common.automatic') },
    { value: 'fp32', label: say('engine.fullPrecision', { size: toWeightsSize('fp32', words) }) },
    { value: 'q8', label: say('engine.smallPrecision', { size: toWeightsSize('q8', words) }) },
  ];
  return (
    <div className="device">
      <Select
        label={say('engine.computesOn')}
        value={device}
        options={devices}
        // The GPU is right with full precision only.
        onChange={(value) =>
          change(value === 'webgpu' ? { device: value, dtype: 'auto' } : { device: value })
        }
      />
      {device === 'webgpu' ? null : (
        <Select
          label={say('engine.precision')}
          value={dtype}
          options={dtypes}
          onChange={(value) => change({ dtype: value })}
        />
      )}
      {isIsolated ? null : <p className="device__note">{say('engine.notIsolated')}</p>}
    </div>
  );
}

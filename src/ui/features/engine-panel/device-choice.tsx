import type { ReactNode } from 'react';
import type { EngineConfig } from '../../../speech/engine-status.ts';
import { Select } from '../../components/select.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { toWeightsSize } from './engine-words.ts';

const devices: readonly { value: EngineConfig['device']; label: string }[] = [
  { value: 'auto', label: 'Automatic' },
  { value: 'wasm', label: 'CPU (WebAssembly)' },
  { value: 'webgpu', label: 'GPU (WebGPU)' },
];

const dtypes: readonly { value: EngineConfig['dtype']; label: string }[] = [
  { value: 'auto', label: 'Automatic' },
  { value: 'fp32', label: `Full, fp32 (${toWeightsSize('fp32')})` },
  { value: 'q8', label: `Small, q8 (${toWeightsSize('q8')})` },
];

/** Where Kokoro computes and with what weights, and whether it may use several threads. */
export function DeviceChoice(): ReactNode {
  const { change } = useActions();
  const device = useAppState((state) => state.settings.device);
  const dtype = useAppState((state) => state.settings.dtype);
  const isIsolated = useAppState((state) => state.isolated);
  return (
    <div className="device">
      <Select
        label="Computes on"
        value={device}
        options={devices}
        // The GPU is right with full precision only.
        onChange={(value) =>
          change(value === 'webgpu' ? { device: value, dtype: 'auto' } : { device: value })
        }
      />
      {device === 'webgpu' ? null : (
        <Select
          label="Precision"
          value={dtype}
          options={dtypes}
          onChange={(value) => change({ dtype: value })}
        />
      )}
      {isIsolated ? null : (
        <p className="device__note">
          This page is not cross-origin isolated, so Kokoro runs on a single thread and is slower.
        </p>
      )}
    </div>
  );
}

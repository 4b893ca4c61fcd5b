import type { ReactNode } from 'react';
import type { EngineConfig } from '../../../speech/engine-status.ts';
import { Select } from '../../components/select.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';

const devices: readonly { value: EngineConfig['device']; label: string }[] = [
  { value: 'auto', label: 'Automatic' },
  { value: 'wasm', label: 'CPU (WebAssembly)' },
  { value: 'webgpu', label: 'GPU (WebGPU)' },
];

/** Where Kokoro computes, and whether it may use several threads. */
export function DeviceChoice(): ReactNode {
  const { change } = useActions();
  const device = useAppState((state) => state.settings.device);
  const isIsolated = useAppState((state) => state.isolated);
  return (
    <div className="device">
      <Select
        label="Computes on"
        value={device}
        options={devices}
        onChange={(value) => change({ device: value })}
      />
      {isIsolated ? null : (
        <p className="device__note">
          This page is not cross-origin isolated, so Kokoro runs on a single thread and is slower.
        </p>
      )}
    </div>
  );
}

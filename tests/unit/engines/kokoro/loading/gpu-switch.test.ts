import { expect, it } from 'vitest';
import type { EngineConfig } from '../../../../../src/contract/engine-status.ts';
import { defaultConfig } from '../../../../../src/engines/kokoro/kokoro-engine.ts';
import { GpuSwitch, type GpuSwitchParts } from '../../../../../src/engines/kokoro/loading/gpu-switch.ts';
import type { LoadedModel } from '../../../../../src/engines/kokoro/loading/load-model.ts';
import { SessionSlot } from '../../../../../src/engines/kokoro/loading/session-slot.ts';
import { createDeferred } from '../../../../../src/std/deferred.ts';
import { SerialQueue } from '../../../../../src/std/serial-queue.ts';
import { plainEnvironment } from '../../../../fixtures/node-engine.ts';

const gpu = { name: 'pretended gpu', isSoftware: false };

function load(on: string, released: string[] = []): LoadedModel {
  const release = (): Promise<void> => Promise.resolve(void released.push(on));
  const plan = { model: { id: 'kokoro-82m' }, device: on };
  return { plan, session: { release }, isWarm: true, runCount: 0 } as unknown as LoadedModel;
}

it.each<[EngineConfig['device'], typeof gpu | null]>([
  ['wasm', null],
  ['auto', gpu],
])(
  '%s that is configured while a GPU starts that is no faster keeps the processor',
  async (device, found) => {
    const released: string[] = [];
    const slot = new SessionSlot(new SerialQueue(), () => undefined);
    slot.fill(load('wasm', released));
    const [starting, started, over] = [createDeferred(), createDeferred<LoadedModel>(), createDeferred()];
    const gpuSwitch = new GpuSwitch({
      parts: { environment: plainEnvironment },
      trust: { isTrusted: true, isFaster: false, isDue: () => false },
      slot,
      // It ends whatever its signal says, in the moment when the configuration changes.
      start: (_: unknown, signal: AbortSignal) => {
        starting.resolve();
        signal.addEventListener('abort', () => over.resolve());
        return started.promise;
      },
    } as unknown as GpuSwitchParts);
    gpuSwitch.consider({ ...defaultConfig, device: 'webgpu' }, { gpu, late: null });
    await starting.promise;
    gpuSwitch.consider({ ...defaultConfig, device }, { gpu: found, late: null });
    await over.promise;
    started.resolve(load('webgpu', released));
    await gpuSwitch.cancel();
    expect({ device: slot.loaded?.plan.device, released }).toEqual({ device: 'wasm', released: ['webgpu'] });
  },
);

it('takes a GPU for which the browser answers late, and goes on while it owes another answer', async () => {
  const config = { ...defaultConfig, device: 'webgpu' } as const;
  const taken = createDeferred();
  const slot = new SessionSlot(new SerialQueue(), ({ plan }) => plan.device === 'webgpu' && taken.resolve());
  slot.fill(load('wasm'));
  const [answer, starting, started] = [
    createDeferred<typeof gpu>(),
    createDeferred(),
    createDeferred<LoadedModel>(),
  ];
  const gpuSwitch = new GpuSwitch({
    parts: { environment: plainEnvironment },
    trust: { isTrusted: true, isFaster: false, isDue: () => false },
    slot,
    start: () => {
      starting.resolve();
      return started.promise;
    },
    plan: () => Promise.resolve({ plan: load('webgpu').plan, gpu, late: null }),
  } as unknown as GpuSwitchParts);
  gpuSwitch.consider(config, { gpu: null, late: answer.promise });
  answer.resolve(gpu);
  await starting.promise;
  gpuSwitch.consider(config, { gpu: null, late: new Promise<never>(() => undefined) });
  started.resolve(load('webgpu'));
  await taken.promise;
  expect(slot.loaded?.plan.device).toBe('webgpu');
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultConfig } from '../../../../../src/engines/kokoro/kokoro-engine.ts';
import {
  createGpuQuery,
  isAsPlanned,
  planLoad,
  type Planned,
  type PlanParts,
} from '../../../../../src/engines/kokoro/loading/plan-load.ts';
import { DeviceTrust } from '../../../../../src/engines/kokoro/trust/device-trust.ts';
import { createForgetfulMemory } from '../../../../../src/engines/kokoro/trust/verdict-memory.ts';
import { createModelCatalog } from '../../../../../src/models/catalog/model-catalog.ts';
import type { Gpu } from '../../../../../src/compute/runtime/engine-environment.ts';
import { MemoryArea } from '../../../../../src/models/store/memory-area.ts';
import { ModelStore } from '../../../../../src/models/store/model-store.ts';
import { plainEnvironment } from '../../../../fixtures/node-engine.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it('plans for the processor where the browser does not answer for its GPU, and waits for that once', async () => {
  const { signal } = new AbortController();
  const parts = {
    catalog: createModelCatalog({
      baseUrl: 'https://app.example/',
      fetch: () => Promise.resolve(new Response(null, { status: 404 })),
    }),
    store: new ModelStore(new MemoryArea()),
    environment: { ...plainEnvironment, hasWebGpu: true },
  } as unknown as PlanParts;
  const trust = new DeviceTrust(createForgetfulMemory(), () => undefined);
  const answers: ((gpu: Gpu | null) => void)[] = [];
  const askGpu = createGpuQuery(() => new Promise((resolve) => answers.push(resolve)));
  const plan = (config = defaultConfig): Promise<Planned> =>
    planLoad(config, { parts, trust, askGpu }, signal);
  const planning = plan();
  await vi.advanceTimersByTimeAsync(10_000);
  const planned = await planning;
  expect(planned).toMatchObject({ gpu: null, plan: { device: 'wasm', dtype: 'q8' } });
  const again = await plan();
  expect(again).toMatchObject({ gpu: null, plan: { device: 'wasm' } });
  // What is on a GPU stays there, unless the processor is wanted.
  const onGpu = { ...planned.plan, device: 'webgpu' } as const;
  expect(isAsPlanned(onGpu, again)).toBe(true);
  expect(isAsPlanned(onGpu, await plan({ ...defaultConfig, device: 'wasm' }))).toBe(false);
  const gpu = { name: 'pretended gpu', isSoftware: false };
  answers[0]?.(gpu);
  expect(await again.late).toBe(gpu);
  const last = plan();
  await vi.advanceTimersByTimeAsync(0);
  answers[1]?.(null);
  expect(await last).toMatchObject({ gpu: null, late: null });
  expect(isAsPlanned(onGpu, await last)).toBe(false);
});

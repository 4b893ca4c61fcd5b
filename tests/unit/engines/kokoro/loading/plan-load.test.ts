import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultConfig } from '../../../../../src/engines/kokoro/kokoro-engine.ts';
import { planLoad, type PlanParts } from '../../../../../src/engines/kokoro/loading/plan-load.ts';
import { DeviceTrust } from '../../../../../src/engines/kokoro/trust/device-trust.ts';
import { createForgetfulMemory } from '../../../../../src/engines/kokoro/trust/verdict-memory.ts';
import { createModelCatalog } from '../../../../../src/models/catalog/model-catalog.ts';
import { MemoryArea } from '../../../../../src/models/store/memory-area.ts';
import { ModelStore } from '../../../../../src/models/store/model-store.ts';
import { plainEnvironment } from '../../../../fixtures/node-engine.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it('plans for the processor where the browser never answers for its GPU', async () => {
  const { signal } = new AbortController();
  const parts = {
    catalog: createModelCatalog({
      baseUrl: 'https://app.example/',
      fetch: () => Promise.resolve(new Response(null, { status: 404 })),
    }),
    store: new ModelStore(new MemoryArea()),
    environment: { ...plainEnvironment, hasWebGpu: true },
    findGpu: () => new Promise<never>(() => undefined),
  } as unknown as PlanParts;
  const trust = new DeviceTrust(createForgetfulMemory(), () => undefined);
  const planning = planLoad(defaultConfig, { parts, trust }, signal);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await planning).toMatchObject({ gpu: null, plan: { device: 'wasm', dtype: 'q8' } });
});

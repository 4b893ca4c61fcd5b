import { afterEach, expect, test, vi } from 'vitest';
import type { EngineStatus } from '../../../src/contract/engine-status.ts';
import { measureAppTexts } from '../../../tools/bench/scenarios/texts.ts';
import type { AppSide } from '../../../tools/bench/sides.ts';
import { createStatus } from '../../fixtures/engine-status.ts';

const texts = [{ name: 'a', text: 'A text.' }];
const heard = { firstSoundMs: 1, totalMs: 2, audioSeconds: 1, stallSeconds: 0 };

/** An app whose engine is what `status` says, whatever it is asked to be. */
function createApp(status: Partial<EngineStatus>): AppSide {
  const settle = (): Promise<EngineStatus> => Promise.resolve(createStatus({ state: 'ready', ...status }));
  const app = {
    configure: settle,
    load: settle,
    status: settle,
    untilGpuDecided: settle,
    speak: () => Promise.resolve(heard),
  };
  return { app } as unknown as AppSide;
}

afterEach(() => {
  vi.restoreAllMocks();
});

test('the figures bear the threads that the engine really has', async () => {
  const app = createApp({ device: 'wasm', dtype: 'fp32', threads: 1 });
  const choice = { model: 'kokoro-82m', device: 'wasm', dtype: 'fp32', threads: 2 } as const;
  expect(await measureAppTexts(app, choice, { texts, rounds: 2 })).toEqual([
    { side: 'sotto', device: 'wasm', dtype: 'fp32', threads: 1, text: 'a', rounds: [heard, heard] },
  ]);
});

test('an engine that stays off the GPU is not measured in its name', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const app = createApp({ device: 'wasm', dtype: 'fp32' });
  const choice = { model: 'kokoro-82m', device: 'webgpu', dtype: 'fp32', threads: 0 } as const;
  expect(await measureAppTexts(app, choice, { texts, rounds: 1 })).toEqual([]);
  expect(warn).toHaveBeenCalledOnce();
});

import { spoils } from '../../tests/fixtures/session-faults.ts';
import type { AppBrowser } from './app-browser.ts';
import type { FaultKind } from './fault-kind.ts';
import { inWorker, loseDevice, spoilOutput } from './worker-scripts.ts';

/** The first check of a GPU that is made in software takes some time. */
const CHECK_LIMIT_MS = 240_000;

/** The engine speaks on the GPU before the fault, and in a fresh engine on the processor after it. */
const onGpu = { prepare: speakOnGpu, undo: leaveGpu } as const;

/** What a GPU does wrong: it gives wrong samples, in each of the ways of decision 0005, or is lost. */
export const gpuFaultKinds: readonly FaultKind[] = [
  ...Object.keys(spoils).map((name): FaultKind => ({
    ...onGpu,
    name: `the GPU gives wrong samples: ${name}`,
    inject: async (app) => inWorker(app.host, 'session', await spoilOutput(name)),
  })),
  { ...onGpu, name: "the GPU's device is lost", inject: (app) => inWorker(app.host, 'session', loseDevice) },
  { ...onGpu, name: "the GPU's process crashes", inject: (app) => app.crashGpu() },
];

async function speakOnGpu(app: AppBrowser): Promise<void> {
  await configure(app, 'webgpu');
  await app.host.evaluate(async (limitMs) => {
    const readDevice = async (): Promise<string> =>
      ((await (await fetch('/v1/engine')).json()) as { device: string }).device;
    await fetch('/v1/engine/load', { method: 'POST', body: '{}' });
    const untilMs = performance.now() + limitMs;
    while ((await readDevice()) !== 'webgpu') {
      if (performance.now() > untilMs) throw new Error('The GPU was not found right.');
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }, CHECK_LIMIT_MS);
}

/** A GPU that failed is not used again in the same engine. */
async function leaveGpu(app: AppBrowser): Promise<void> {
  await configure(app, 'auto');
  await app.closeHost();
}

function configure(app: AppBrowser, device: 'auto' | 'webgpu'): Promise<void> {
  return app.reader.evaluate(async (wanted) => {
    const body = JSON.stringify({ device: wanted });
    const headers = { 'Content-Type': 'application/json' };
    const { status } = await fetch('/v1/engine', { method: 'PATCH', headers, body });
    if (status !== 200) throw new Error(`The device was not set: status ${status}.`);
  }, device);
}

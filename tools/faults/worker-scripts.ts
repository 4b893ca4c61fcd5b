import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'vite';

/** Workers of a page that hosts. */
export type WorkerName = 'server' | 'engine' | 'session';

/** Ends the thread as a browser does that needs its memory: no event reports it. */
export const endThread = 'self.close()';

/** Fails as a thread does that asks for more memory than there is. */
export const failToAllocate = "setTimeout(() => { throw new RangeError('Array buffer allocation failed'); })";

/** Keeps the thread busy for so long. */
export const stall = (durationMs: number): string =>
  `for (const untilMs = performance.now() + ${durationMs}; performance.now() < untilMs; );`;

/** Moves the clocks of the thread. */
export const moveClock = (jumpMs: number): string => `{
  const [now, elapsed] = [Date.now.bind(Date), performance.now.bind(performance)];
  Date.now = () => now() + ${jumpMs};
  performance.now = () => elapsed() + ${jumpMs};
}`;

/** Refuses all storage from now on, as a browser does whose user denies it. */
export const denyStorage = `{
  const denied = () => new DOMException('Storage is denied.', 'SecurityError');
  StorageManager.prototype.getDirectory = () => Promise.reject(denied());
  IDBFactory.prototype.open = () => { throw denied(); };
}`;

/** Destroys the GPU's device when it is used next. */
export const loseDevice = `{
  const create = GPUDevice.prototype.createCommandEncoder;
  GPUDevice.prototype.createCommandEncoder = function (...options) {
    this.destroy();
    return create.apply(this, options);
  };
}`;

/** Spoils the next output of a session in the named way of `session-faults.ts`. */
export async function spoilOutput(name: string): Promise<string> {
  return `${await (spoilsProgram ??= bundleSpoils())}
{
  const post = self.postMessage.bind(self);
  self.postMessage = (message, transfer) => {
    if (message.type !== 'output') { post(message, transfer); return; }
    self.postMessage = post;
    post({ ...message, output: { ...message.output, ...sessionFaults.spoils[${JSON.stringify(name)}](message.output) } });
  };
}`;
}

/** Runs a script in the newest worker of that name in a page. Throws where the page has none. */
export async function inWorker(page: Page, name: WorkerName, script: string): Promise<void> {
  const worker = page.workers().findLast((candidate) => candidate.url().includes(`${name}.worker`));
  if (worker === undefined) throw new Error(`The page has no ${name} worker.`);
  // One that is just ending answers nothing.
  await worker.evaluate(script).catch(() => undefined);
}

let spoilsProgram: Promise<string> | undefined;

async function bundleSpoils(): Promise<string> {
  const entry = join(import.meta.dirname, '../../tests/fixtures/session-faults.ts');
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry, formats: ['iife'], name: 'sessionFaults' } },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (!('output' in first)) throw new Error('The faults were not bundled.');
  return first.output[0].code;
}

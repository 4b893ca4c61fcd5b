import { join } from 'node:path';
import type { Page, Worker } from '@playwright/test';
import { build } from 'vite';

/** Workers of a page that hosts. */
export type WorkerName = 'server' | 'engine' | 'session';

/** Fails as a thread does that asks for more memory than there is. */
export const failToAllocate = "setTimeout(() => { throw new RangeError('Array buffer allocation failed'); })";

/** Holds the thread for so long: as work does that does not end, but without using the processor. */
export const stall = (durationMs: number): string =>
  `Atomics.wait(new Int32Array(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer), 0, 0, ${durationMs});`;

/** Moves the clocks of the thread, until they are put back. */
export const moveClock = (jumpMs: number): string => `{
  const { now } = Date;
  const elapsed = performance.now.bind(performance);
  Date.now = () => now() + ${jumpMs};
  performance.now = () => elapsed() + ${jumpMs};
  (self.changes ??= []).push(() => {
    Date.now = now;
    delete performance.now;
  });
}`;

/** Refuses all storage from now on, as a browser does whose user denies it, until it is put back. */
export const denyStorage = `{
  const denied = () => new DOMException('Storage is denied.', 'SecurityError');
  const { getDirectory } = StorageManager.prototype;
  const { open } = IDBFactory.prototype;
  StorageManager.prototype.getDirectory = () => Promise.reject(denied());
  IDBFactory.prototype.open = () => { throw denied(); };
  (self.changes ??= []).push(() => {
    StorageManager.prototype.getDirectory = getDirectory;
    IDBFactory.prototype.open = open;
  });
}`;

/** Puts back what the scripts above changed, the last change first. */
const putBack = 'for (let change; (change = self.changes?.pop()); ) change()';

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

/** Runs a script in the newest worker of that name in a page; waits for one where the page is just starting it. */
export async function inWorker(page: Page, name: WorkerName, script: string): Promise<void> {
  for (;;) {
    const worker = await findWorker(page, name);
    try {
      await worker.evaluate(script);
      return;
    } catch (error) {
      // One that ended meanwhile was no longer the newest.
      if (page.isClosed() || page.workers().includes(worker)) throw error;
    }
  }
}

/** Ends the newest worker of that name as a browser does that needs its memory: no event tells the page. */
export async function endThread(page: Page, name: WorkerName): Promise<void> {
  const worker = await findWorker(page, name);
  const ended = worker.waitForEvent('close');
  // One that is just ending answers nothing.
  await Promise.all([ended, worker.evaluate('self.close()').catch(() => undefined)]);
}

async function findWorker(page: Page, name: WorkerName): Promise<Worker> {
  const isNamed = (candidate: Worker): boolean => candidate.url().includes(`${name}.worker`);
  return page.workers().findLast(isNamed) ?? page.waitForEvent('worker', isNamed);
}

/** Puts back what was changed in the workers of a page. */
export async function putBackWorkers(page: Page): Promise<void> {
  // Threads that only compute wait for work without answering.
  const changeable = page.workers().filter((worker) => /(server|engine)\.worker/.test(worker.url()));
  // One that is just ending answers nothing.
  await Promise.all(changeable.map((worker) => worker.evaluate(putBack).catch(() => undefined)));
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

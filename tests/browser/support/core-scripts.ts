import type { ScriptPage } from './script-page.ts';

/** What the page keeps between two scripts. */
interface Held {
  reader: ReadableStreamDefaultReader<Uint8Array>;
  byteCount: number;
}

/** Runs in the page: how often the model had run when the first bytes of an answer came, and when the last had come. */
export async function readStreamed(input: string): Promise<{ runsAtFirstRead: number; runsAtEnd: number }> {
  const readRuns = async (): Promise<number> =>
    ((await (await fetch('/v1/engine')).json()) as { runs: number }).runs;
  const body = new Blob([JSON.stringify({ input, response_format: 'pcm' })], { type: 'application/json' });
  const reader = (await fetch('/v1/audio/speech', { method: 'POST', body })).body!.getReader();
  await reader.read();
  const runsAtFirstRead = await readRuns();
  while (!(await reader.read()).done);
  return { runsAtFirstRead, runsAtEnd: await readRuns() };
}

/** Runs in the page: asks for an answer, and reads the first bytes of it alone. */
export async function beginAnswer(input: string): Promise<void> {
  const body = new Blob([JSON.stringify({ input, response_format: 'pcm' })], { type: 'application/json' });
  const reader = (await fetch('/v1/audio/speech', { method: 'POST', body })).body!.getReader();
  const { value } = await reader.read();
  Object.assign(globalThis, { held: { reader, byteCount: value?.byteLength ?? 0 } satisfies Held });
}

/** Runs in the page: reads the answer to its end, and returns how many bytes it had. */
export async function readRest(): Promise<number> {
  const { held } = globalThis as unknown as { held: Held };
  for (let step = await held.reader.read(); !step.done; step = await held.reader.read())
    held.byteCount += step.value.byteLength;
  return held.byteCount;
}

/** Runs in the page: types into the app's first text field, once it is there. */
export async function typeText(text: string): Promise<void> {
  for (;;) {
    const field = document.querySelector('textarea');
    if (field !== null) {
      // React sets the value by a setter of its own, which would hide the change from it.
      Reflect.set(HTMLTextAreaElement.prototype, 'value', text, field);
      field.dispatchEvent(new Event('input', { bubbles: true }));
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Reloads the app, and returns what its first text field says then. */
export async function reloadAndRead(app: ScriptPage): Promise<string> {
  await app.reload();
  return app.run(async () => {
    for (;;) {
      const field = document.querySelector('textarea');
      if (field !== null) return field.value;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
}

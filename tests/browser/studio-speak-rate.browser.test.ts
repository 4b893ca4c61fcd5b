import type { Page } from '@playwright/test';
import { expect, visitedTest as test } from './support/app-test.ts';
import { countRuns, expectSpoken, loadKokoro, play, writeText } from './support/studio.ts';

const text = Array.from(
  { length: 6 },
  (_, index) => `Sentence number ${index + 1} follows, and it has words of its own.`,
).join(' ');

/** Keeps the clock of the sound at hand: on a machine that is starved, it stands still while no sound is made. */
async function watchClock(app: Page): Promise<void> {
  await app.evaluate(() => {
    globalThis.AudioContext = class extends AudioContext {
      constructor(options?: AudioContextOptions) {
        super(options);
        Object.assign(globalThis, { clock: this });
      }
    };
  });
}

/** Seconds of the take per second of its sound, over about three seconds. */
function measureRate(app: Page): Promise<number> {
  return app.evaluate(async () => {
    const position = document.querySelector('.waveform');
    const { clock } = globalThis as unknown as { readonly clock: AudioContext };
    const read = (): number => Number(position?.getAttribute('aria-valuenow'));
    /** Waits until the whole seconds of the position change. */
    const tick = async (): Promise<{ seconds: number; at: number }> => {
      const before = read();
      while (read() === before) await new Promise(requestAnimationFrame);
      return { seconds: read(), at: clock.currentTime };
    };
    const first = await tick();
    let last = await tick();
    while (last.at - first.at < 3) last = await tick();
    return (last.seconds - first.seconds) / (last.at - first.at);
  });
}

test('a rate changes at once while a take plays, marks follow it, and nothing is made again', async ({
  app,
}) => {
  const requests: string[] = [];
  app.on('request', (request) => requests.push(request.url()));
  const rate = app.getByLabel('Playback rate');
  await watchClock(app);
  await loadKokoro(app);
  await writeText(app, text);
  // The whole take is made before rates are measured, and is over soonest like this.
  await rate.selectOption('3 ×');
  await play(app);
  await expectSpoken(app);
  expect(requests.some((url) => url.endsWith('/codecs/sonic.wasm'))).toBe(true);
  const runs = await countRuns(app);

  requests.length = 0;
  await rate.selectOption('1 ×');
  await app.getByRole('slider', { name: 'Position' }).press('Home');
  expect(Math.abs((await measureRate(app)) - 1)).toBeLessThan(0.3);

  await rate.selectOption('2 ×');
  expect(Math.abs((await measureRate(app)) - 2)).toBeLessThan(0.5);

  await rate.focus();
  await app.keyboard.press('Home');
  await expect(rate).toHaveValue('0.5');
  await app.getByRole('slider', { name: 'Position' }).press('Home');
  await expect(app.locator('.editor__mark--sentence')).toHaveAttribute(
    'data-text',
    'Sentence number 1 follows, and it has words of its own.',
  );
  expect(Math.abs((await measureRate(app)) - 0.5)).toBeLessThan(0.2);
  await app.getByRole('slider', { name: 'Position' }).press('End');
  await expectSpoken(app);
  expect(await countRuns(app)).toBe(runs);
  expect(requests.filter((url) => url.includes('/v1/audio'))).toEqual([]);
});

test('a rate is kept from visit to visit', async ({ app }) => {
  await app.getByLabel('Playback rate').selectOption('1.5 ×');
  await app.reload();
  await expect(app.getByLabel('Playback rate')).toHaveValue('1.5');
  await writeText(app, 'One sentence.');
  await play(app);
  await expectSpoken(app);
});

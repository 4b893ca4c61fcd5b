import { browserNames, expect, test, whereMissing, type QueuingPage } from './support/queue-test.ts';

const rejected = { status: null, code: 'AbortError', byteCount: 0 };

for (const name of browserNames) {
  test.describe(name, () => {
    test.skip(...whereMissing(name));

    test('a full queue refuses with 429; a request that is aborted while it waits makes room', async ({
      queue,
    }) => {
      const page = await queue.open(name, { queueLimit: 1 });
      await page.ask('runs', { input: 'First.' });
      await untilAccepted(page, 1);
      await page.ask('waits', { input: 'Second.' });
      await untilAccepted(page, 2);
      await page.ask('refused', { input: 'Third.' });
      expect(await page.outcome('refused')).toMatchObject({ status: 429, code: 'queue_full' });

      await page.abort('waits');
      expect(await page.outcome('waits')).toEqual(rejected);
      await expect.poll(async () => (await page.log())[1]?.error).toBe('aborted');
      await page.ask('takes its place', { input: 'Fourth.' });
      await untilAccepted(page, 4);

      queue.gate.release();
      expect(await page.outcome('runs')).toMatchObject({ status: 200 });
      expect(await page.outcome('takes its place')).toMatchObject({ status: 200 });
      // Nothing was made for those that were refused or given up.
      expect(await page.runs()).toBe(2);
    });

    test('the jobs of a page that is closed are dropped', async ({ queue }) => {
      const page = await queue.open(name, { queueLimit: 2 });
      const other = await queue.open(name, {});
      await page.ask('runs', { input: 'First.' });
      await untilAccepted(page, 1);
      await other.ask('lost', { input: 'Second.' });
      await other.ask('lost too', { input: 'Third.' });
      await untilAccepted(page, 3);
      await other.close();
      await expect
        .poll(async () => (await page.log()).map(({ error }) => error))
        .toEqual([null, 'aborted', 'aborted']);
      queue.gate.release();
      expect(await page.outcome('runs')).toMatchObject({ status: 200 });
      expect(await page.runs()).toBe(1);
    });

    // What follows happens in the server worker, which does not know the browser.
    if (name === 'Firefox') return;

    test('an identical retry joins the running job', async ({ queue }) => {
      const page = await queue.open(name, { queueLimit: 0 });
      const body = { input: 'Again and again.' };
      await page.ask('first try', body);
      await untilAccepted(page, 1);
      await page.abort('first try');
      // Not even a place in the queue is taken: there is none.
      await page.ask('second try', body);
      await page.ask('third try', body);
      await untilAccepted(page, 3);
      await expect.poll(async () => (await page.log())[0]?.error).toBe('aborted');
      queue.gate.release();
      const second = await page.outcome('second try');
      expect(second.status).toBe(200);
      expect(second.byteCount).toBeGreaterThan(10_000);
      expect(await page.outcome('third try')).toEqual(second);
      expect(await page.runs()).toBe(1);
    });

    test('pages are served in rotation', async ({ queue }) => {
      const page = await queue.open(name, {});
      const other = await queue.open(name, {});
      await page.ask('1', { input: 'One.' });
      await untilAccepted(page, 1);
      await page.ask('2', { input: 'Two.' });
      await untilAccepted(page, 2);
      await page.ask('3', { input: 'Three.' });
      await untilAccepted(page, 3);
      await other.ask('4', { input: 'Four.' });
      await untilAccepted(page, 4);
      queue.gate.release();
      for (const [asker, request] of [
        [page, '1'],
        [page, '2'],
        [page, '3'],
        [other, '4'],
      ] as const) {
        expect((await asker.outcome(request)).status).toBe(200);
      }
      // News of requests comes a moment after the sound.
      await expect
        .poll(async () => (await page.log()).filter(({ firstByteMs }) => firstByteMs !== null).length)
        .toBe(4);
      const ends = (await page.log()).map(({ startedAt, firstByteMs }) => startedAt + (firstByteMs ?? NaN));
      const order = ends.map((_, index) => index + 1).sort((a, b) => ends[a - 1]! - ends[b - 1]!);
      expect(order.indexOf(4)).toBeLessThan(order.indexOf(3));
    });
  });
}

/** Waits until so many requests have passed the checks of their fields, or were refused. */
async function untilAccepted(page: QueuingPage, count: number): Promise<void> {
  await expect
    .poll(async () => (await page.log()).filter(({ format }) => format !== null).length)
    .toBe(count);
  const refused = (await page.log()).filter(({ status }) => status === 429);
  expect(refused.length).toBeLessThanOrEqual(1);
}

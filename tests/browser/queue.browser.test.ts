import { browserNames, expect, test, whereMissing, type QueuingPage } from './support/queue-test.ts';

const rejected = { status: null, code: 'AbortError', byteCount: 0 };

for (const name of browserNames) {
  test.describe(name, () => {
    test.skip(...whereMissing(name));

    test('a full queue refuses with 429; a request that is aborted while it waits, and a page that is closed, make room', async ({
      queue,
    }) => {
      const page = await queue.open(name, { queueLimit: 3 });
      const other = await queue.open(name, {});
      await page.ask('runs', { input: 'First.' });
      await untilAccepted(page, 1);
      await other.ask('lost', { input: 'Second.' });
      await other.ask('lost too', { input: 'Third.' });
      await untilAccepted(page, 3);
      await page.ask('waits', { input: 'Fourth.' });
      await untilAccepted(page, 4);
      await page.ask('refused', { input: 'Fifth.' });
      expect(await page.outcome('refused')).toMatchObject({ status: 429, code: 'queue_full' });

      await page.abort('waits');
      expect(await page.outcome('waits')).toEqual(rejected);
      await expect.poll(async () => (await page.log())[3]?.error).toBe('aborted');
      await page.ask('takes its place', { input: 'Sixth.' });
      await untilAccepted(page, 6);

      await other.close();
      await expect
        .poll(async () => (await page.log()).map(({ error }) => error))
        .toEqual([null, 'aborted', 'aborted', 'aborted', expect.stringMatching(/^queue_full/), null]);
      await page.ask('takes theirs', { input: 'Seventh.' });
      await untilAccepted(page, 7);

      queue.gate.release();
      for (const kept of ['runs', 'takes its place', 'takes theirs'])
        expect(await page.outcome(kept)).toMatchObject({ status: 200, code: null });
      // Nothing was made for those that were refused, given up or lost.
      expect(await page.runs()).toBe(3);
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

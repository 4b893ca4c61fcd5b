import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packOnce } from '../../tools/package/pack.ts';
import { expect, test } from './support/app-test.ts';
import { areSmallOnesKept } from './support/keep-files.ts';
import { copyApp, serveGuest, type GuestSite } from './support/guest-apps.ts';
import { fetchInPage, speakInPage } from './support/speech-fetch.ts';

const run = promisify(execFile);
const request = { model: 'kokoro-82m', voice: 'af_heart', input: 'Hello there.', response_format: 'wav' };

let folder = '';
let site: GuestSite | undefined;

test.beforeAll(async () => {
  // Next is downloaded, the package may have to be built, and then the site.
  test.setTimeout(1_800_000);
  folder = await copyApp('next');
  const options = { cwd: folder, env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' } };
  const tarball = await packOnce();
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', tarball], options);
  const said = await run('node_modules/.bin/sotto', ['init', 'public', '--save'], options);
  expect(said.stdout).toContain('Next, next.config.js:');
  await run('node_modules/.bin/next', ['build'], options);
});

test.afterEach(() => site?.close());

test('a client component is rendered on the server, speaks, and goes on without Sotto’s files', async ({
  page,
}) => {
  expect(await readFile(join(folder, 'out/index.html'), 'utf8')).toContain('starting');
  site = await serveGuest(join(folder, 'out'));
  await page.goto(site.url);
  await expect(page.getByRole('status')).toHaveText('idle');
  await page.getByRole('button', { name: 'Listen' }).click();
  await expect(page.getByRole('listitem').last()).toHaveText('friend');
  await expect(page.getByRole('status')).toHaveText('idle');
  const answer = await speakInPage(page, request);
  expect([answer.status, answer.headers['x-sotto-engine']]).toEqual([200, 'kokoro']);

  await expect.poll(() => page.evaluate(areSmallOnesKept), { timeout: 60_000 }).toBe(true);
  site.loseSotto();
  const response = await page.reload();
  expect(response?.headers()).toMatchObject({ 'x-site': 'the site' });
  expect(response?.headers()).not.toHaveProperty('cross-origin-embedder-policy');
  await expect(page.getByRole('status')).toHaveText('idle');
  expect((await speakInPage(page, { ...request, response_format: 'mp3' })).status).toBe(200);
  expect((await fetchInPage(page, '/health')).body.toString()).toBe('The site: /health');
});

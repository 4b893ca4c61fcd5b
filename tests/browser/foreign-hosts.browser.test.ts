import {
  browserNames,
  expect,
  install,
  loadEngine,
  serveTestFiles,
  test as base,
  whereMissing,
} from './support/browsers-test.ts';
import { startForeignServer, type ForeignServer } from './support/foreign-server.ts';
import { fromPlaywright, type ScriptPage } from './support/script-page.ts';
import { openSite, type Site } from './support/site.ts';

interface Foreign {
  readonly site: Site;
  readonly server: ForeignServer;
}

/** Each test has an origin of its own, for the choice of hosts is kept there. */
const test = base.extend<{ readonly foreign: Foreign }>({
  foreign: async ({ browserName: _ }, use) => {
    const site = await openSite({ intercept: serveTestFiles });
    const server = await startForeignServer();
    await use({ site, server });
    await server.close();
    await site.close();
  },
});

const openAi = 'https://api.openai.com/v1/audio/speech';

for (const name of browserNames) {
  test.describe(name, () => {
    test.skip(...whereMissing(name));

    test('no foreign host is answered for unless somebody asks', async ({ browsers, foreign }) => {
      const { site, server } = foreign;
      const page = await install(await browsers.openPage(name), site);
      const answer = await post(page, `${server.url}/v1/audio/speech`);
      expect(answer).toMatchObject({ type: 'cors', text: 'from afar' });
      expect(server.arrived).toMatchObject([
        { method: 'POST', path: '/v1/audio/speech', headers: { authorization: 'Bearer secret' } },
      ]);
      await page.close();
    });

    test('a host that is named is answered for, and nothing reaches it', async ({ browsers, foreign }) => {
      const { site, server } = foreign;
      const foreignHosts = ['api.openai.com', server.host];
      const page = await install(await browsers.openPage(name), site, { foreignHosts });
      await loadEngine(page);
      for (const url of [openAi, `${server.url}/v1/audio/speech`]) {
        expect(await post(page, url)).toMatchObject({ status: 200, type: 'basic', engine: 'kokoro' });
      }
      expect(await get(page, `${server.url}/v1/audio/voices`)).toMatchObject({ status: 200, type: 'basic' });
      expect(server.arrived).toEqual([]);
      await page.close();
    });

    test('everything else passes through untouched, bodies and streaming included', async ({
      browsers,
      foreign,
    }) => {
      const { site, server } = foreign;
      const other = await startForeignServer();
      const page = await install(await browsers.openPage(name), site, { foreignHosts: [server.host] });
      // A route that is not Sotto's, on a host that is named; read in two pieces.
      const pieces = await readInPieces(page, server.url);
      expect(pieces).toEqual(['from ', 'afar']);
      // A route that is Sotto's, on a host that is not named.
      expect(await post(page, `${other.url}/v1/audio/speech`)).toMatchObject({ type: 'cors' });
      // The list of models, unless that is asked for as well.
      expect(await get(page, `${server.url}/v1/models`)).toMatchObject({ type: 'cors' });
      expect(server.arrived[0]).toMatchObject({
        path: '/v1/chat/completions',
        body: 'x'.repeat(200_000),
        headers: { 'x-mine': 'kept', 'content-type': 'application/json' },
      });
      expect(other.arrived).toHaveLength(1);

      await install(page, site, { foreignHosts: [server.host], foreignModels: true });
      expect(await get(page, `${server.url}/v1/models`)).toMatchObject({ type: 'basic' });
      await page.close();
      await other.close();
    });
  });
}

test('the choice outlives the service worker, and holds for pages that do not take part', async ({
  page,
  foreign,
}) => {
  const { site, server } = foreign;
  const first = fromPlaywright(page);
  await install(first, site, { foreignHosts: [server.host] });
  const second = fromPlaywright(await page.context().newPage());
  await second.goto(`${site.url}/test/blank.html`);
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  expect(await post(second, `${server.url}/v1/audio/speech`)).toMatchObject({ status: 200, type: 'basic' });
  expect(server.arrived).toEqual([]);

  await install(first, site, { foreignHosts: [] });
  await session.send('ServiceWorker.stopAllWorkers');
  expect(await post(second, `${server.url}/v1/audio/speech`)).toMatchObject({ type: 'cors' });
});

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly engine: string | null;
  readonly text: string;
}

function post(page: ScriptPage, url: string): Promise<Answer> {
  return page.run(async (address) => {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer secret' },
      body: JSON.stringify({ model: 'tts-1', voice: 'alloy', input: 'Hello.', response_format: 'wav' }),
    });
    const { status, type, headers } = response;
    return {
      status,
      type,
      engine: headers.get('x-sotto-engine'),
      text: (await response.text()).slice(0, 100),
    };
  }, url);
}

function get(page: ScriptPage, url: string): Promise<Pick<Answer, 'status' | 'type'>> {
  return page.run(async (address) => {
    const { status, type } = await fetch(address);
    return { status, type };
  }, url);
}

/** Asks for the second piece of the answer only when the first is there. */
function readInPieces(page: ScriptPage, url: string): Promise<string[]> {
  return page.run(async (base) => {
    const response = await fetch(`${base}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Mine': 'kept' },
      body: 'x'.repeat(200_000),
    });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const pieces: string[] = [];
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      pieces.push(read.value);
      if (pieces.length === 1) await fetch(`${base}/continue`);
    }
    return pieces;
  }, url);
}

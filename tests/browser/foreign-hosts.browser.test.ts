import {
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

test('Chromium answers for the hosts that somebody names, and keeps the choice', async ({
  page,
  foreign,
}) => {
  const first = fromPlaywright(page);
  await expectHosts(first, foreign);

  const { site, server } = foreign;
  await test.step('the choice outlives the service worker, and holds for pages that do not take part', async () => {
    const arrived = server.arrived.length;
    await install(first, site, { foreignHosts: [server.host] });
    const second = fromPlaywright(await page.context().newPage());
    await second.goto(`${site.url}/test/blank.html`);
    const session = await page.context().newCDPSession(page);
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers');
    expect(await post(second, `${server.url}/v1/audio/speech`)).toMatchObject({ status: 200, type: 'basic' });
    expect(server.arrived).toHaveLength(arrived);

    await install(first, site, { foreignHosts: [] });
    await session.send('ServiceWorker.stopAllWorkers');
    expect(await post(second, `${server.url}/v1/audio/speech`)).toMatchObject({ type: 'cors' });
  });
});

test('Firefox answers for the hosts that somebody names', async ({ browsers, foreign }) => {
  test.skip(...whereMissing('Firefox'));
  const page = await browsers.openPage('Firefox');
  await expectHosts(page, foreign);
  await page.close();
});

/** Names more and more hosts in a page of an origin that never saw Sotto, and asks what is answered for. */
async function expectHosts(page: ScriptPage, { site, server }: Foreign): Promise<void> {
  await test.step('no foreign host is answered for unless somebody asks', async () => {
    await install(page, site);
    const answer = await post(page, `${server.url}/v1/audio/speech`);
    expect(answer).toMatchObject({ type: 'cors', text: 'from afar' });
    expect(server.arrived).toMatchObject([
      { method: 'POST', path: '/v1/audio/speech', headers: { authorization: 'Bearer secret' } },
    ]);
  });

  await test.step('everything but what is named passes through untouched, bodies and streaming included', async () => {
    const other = await startForeignServer();
    await install(page, site, { foreignHosts: [server.host] });
    // A route that is not Sotto's, on a host that is named; read in two pieces.
    const pieces = await readInPieces(page, server.url);
    expect(pieces).toEqual(['from ', 'afar']);
    // A route that is Sotto's, on a host that is not named.
    expect(await post(page, `${other.url}/v1/audio/speech`)).toMatchObject({ type: 'cors' });
    // The list of models, unless that is asked for as well.
    expect(await get(page, `${server.url}/v1/models`)).toMatchObject({ type: 'cors' });
    expect(server.arrived[1]).toMatchObject({
      path: '/v1/chat/completions',
      body: 'x'.repeat(200_000),
      headers: { 'x-mine': 'kept', 'content-type': 'application/json' },
    });
    expect(other.arrived).toHaveLength(1);
    await other.close();
  });

  await test.step('hosts that are named are answered for, and nothing reaches them', async () => {
    const arrived = server.arrived.length;
    const foreignHosts = ['api.openai.com', server.host];
    await install(page, site, { foreignHosts, foreignModels: true });
    await loadEngine(page);
    for (const url of [openAi, `${server.url}/v1/audio/speech`]) {
      expect(await post(page, url)).toMatchObject({ status: 200, type: 'basic', engine: 'kokoro' });
    }
    for (const path of ['/v1/audio/voices', '/v1/models'])
      expect(await get(page, `${server.url}${path}`)).toMatchObject({ status: 200, type: 'basic' });
    expect(server.arrived).toHaveLength(arrived);
  });
}

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

import type * as EmbedPage from './pages/embed-page.ts';
import { expect, keptTest, serveTestFiles } from './support/browsers-test.ts';
import { toModuleCaller, type ModuleCaller } from './support/call-module.ts';
import { toSentences } from './support/formats.ts';
import { listenToEnd, serveListen } from './support/listen-page.ts';
import { buildPageModule } from './support/page-modules.ts';
import { fromPlaywright } from './support/script-page.ts';
import { openSite, type Interceptor } from './support/site.ts';

interface Embedding {
  /** The address of the frame. */
  readonly frameUrl: string;
  /** The origin that is allowed to embed it: the same machine by its number, which is another site to a browser. */
  readonly allowedUrl: string;
  /** One that is not. */
  readonly refusedUrl: string;
}

const test = keptTest.extend<
  { readonly call: ModuleCaller<typeof EmbedPage> },
  { readonly embedding: Embedding }
>({
  embedding: [
    async ({ browserName: _ }, use) => {
      await buildPageModule('embed-page');
      let origins: readonly string[] = [];
      const voice = await openSite({
        intercept: (request, response) => {
          if (request.url !== '/embed-origins.json') return false;
          response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(origins));
          return true;
        },
      });
      const frameUrl = `${voice.url}/embed.html`;
      const listen = serveListen(frameUrl);
      const intercept: Interceptor = (request, response) =>
        listen(request, response) || serveTestFiles(request, response);
      const blog = await openSite({ intercept });
      const allowedUrl = `http://127.0.0.1:${blog.port}`;
      origins = [allowedUrl];
      await use({ frameUrl, allowedUrl, refusedUrl: blog.url });
      await Promise.all([voice.close(), blog.close()]);
    },
    { scope: 'worker' },
  ],
  call: async ({ page, embedding }, use) => {
    await page.goto(`${embedding.allowedUrl}/test/blank.html`);
    await use(toModuleCaller<typeof EmbedPage>(fromPlaywright(page), 'embed-page'));
  },
});

test('an allowed origin calls, streams, aborts and plays through the frame', async ({ call, embedding }) => {
  expect(await call('connect', embedding.frameUrl)).toBe('');
  const wav = await call('ask', '/v1/audio/speech', { input: 'Hello.', response_format: 'wav' });
  expect(wav).toMatchObject({
    status: 200,
    engine: 'kokoro',
    text: expect.stringMatching(/^RIFF/),
  });
  const invalid = await call('ask', '/v1/audio/speech', { input: '' });
  expect(invalid).toMatchObject({ status: 400, text: expect.stringContaining('"param"') });
  expect(await call('ask', '/v1/audio/speech?input=Hello&response_format=wav')).toMatchObject({
    status: 200,
  });
  expect(await call('askReloaded', embedding.frameUrl)).toEqual([200, 200]);
  // Other paths are those of the page's own site.
  expect(await call('ask', '/listen.html')).toMatchObject({
    text: expect.stringContaining('A blog'),
  });
  const runs = await call('countRuns', toSentences(30));
  expect(runs.atFirst).toBeLessThan(runs.atEnd);
  expect(runs.failure).toBe('AbortError');
  expect(runs.afterAbort - runs.atEnd).toBeLessThan(runs.atEnd - runs.atFirst);
  const text = 'Hello there, friend.';
  expect(await call('play', text)).toEqual({ words: ['Hello', 'there', 'friend'], heard: text.length - 1 });
});

test('an origin that is not on the list is refused, and told who can change that', async ({
  page,
  embedding,
}) => {
  await page.goto(`${embedding.refusedUrl}/test/blank.html`);
  const call = toModuleCaller<typeof EmbedPage>(fromPlaywright(page), 'embed-page');
  const message = await call('connect', embedding.frameUrl);
  expect(message).toContain(`does not lend its voice to ${embedding.refusedUrl}`);
  expect(message).toContain('embed-origins.json');
});

test('the frame hears nothing but greetings of its version from the page around it', async ({
  call,
  embedding,
}) => {
  const { frameUrl: url } = embedding;
  const of = (version: number): object => ({ to: 'sotto', type: 'embed', version });
  expect(await call('speakToFrame', { url, hello: of(99) })).toEqual([
    { type: 'refused', reason: 'version', version: 1 },
    '',
  ]);
  const toCall = (path: string): object => ({
    type: 'http',
    request: { method: 'GET', url: path, headers: [] },
    body: null,
  });
  const refused = { type: 'error', error: expect.objectContaining({ code: 'unknown_url' }) as unknown };
  const paths = ['/index.html', '//example.com/v1/models', 'http://[', '/v1/../embed-origins.json'];
  const answers = await call('speakToFrame', { url, hello: of(1), calls: paths.map(toCall) });
  expect(answers).toEqual([{ type: 'welcome' }, ...paths.map(() => refused), '']);
});

test('two lines of HTML make a button that reads the page', async ({ page, embedding }) => {
  await page.goto(`${embedding.allowedUrl}/listen.html`);
  expect(await listenToEnd(page)).toEqual(['playing', 'idle']);
});

import type * as EntriesPage from './pages/entries-page.ts';
import { expect, test } from './support/browsers-test.ts';
import { toModuleCaller, type ModuleCaller } from './support/call-module.ts';
import { buildPageModule } from './support/page-modules.ts';
import { fromPlaywright } from './support/script-page.ts';

let run: ModuleCaller<typeof EntriesPage>;

test.beforeAll(() => buildPageModule('entries-page'));

test.beforeEach(async ({ browsers }) => {
  run = toModuleCaller(await browsers.sharedPage('Chromium'), 'entries-page');
});

test('the element reads an article aloud, and marks its words without changing it', async () => {
  const { labels, marked } = await run('readArticle');
  expect(labels).toEqual(['Hear it', 'Pause', 'Hear it']);
  // A busy machine may not see each of them.
  const words = ['A', 'title', 'Hello', 'there', 'good', 'friend'];
  expect(marked.length).toBeGreaterThan(1);
  expect(marked).toEqual(words.filter((word) => marked.includes(word)));
});

// As in views within other apps. The hooks and speech synthesis share what the element opens.
test('the element reads where a page can have no service worker', async ({ browsers, page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  await page.goto(`${browsers.site.url}/test/blank.html`);
  const read = toModuleCaller<typeof EntriesPage>(fromPlaywright(page), 'entries-page');
  expect((await read('readArticle')).labels).toEqual(['Hear it', 'Pause', 'Hear it']);
});

test('hooks speak in a component, and show the word that is heard', async () => {
  const { states, words } = await run('speakInComponent', 'Hello there, friend.');
  expect(states).toEqual(['starting', 'idle', 'playing', 'idle']);
  expect(words.at(-1)).toBe('friend');
});

test('an adapter reads messages of assistant-ui aloud, by its contract', async () => {
  expect(await run('readMessages')).toEqual({
    states: ['starting', 'running', 'finished', 'starting', 'running', 'cancelled', 'starting', 'error'],
    late: true,
  });
});

test('speech synthesis speaks one utterance after another, with the events of the Web Speech API', async () => {
  const { log, states } = await run('speakQueue');
  expect(log).toEqual([
    'A start',
    'A pause',
    'A boundary Alpha',
    'A resume',
    'A boundary beta',
    'A boundary gamma',
    'A end',
    'D start',
    'D boundary Delta',
    'D end',
  ]);
  expect(states).toEqual([true, true, true, false, false, false]);
});

test('speech synthesis that is cancelled says what was interrupted and what never began', async () => {
  expect(await run('cancelQueue')).toEqual([
    'A start',
    'A error interrupted',
    'B error canceled',
    'G error language-unavailable',
  ]);
});

test('the classes of speech synthesis are those of the Web Speech API', async () => {
  expect(await run('describeClasses')).toEqual({
    defaults: { text: 'hello', lang: '', voice: null, volume: 1, rate: 1, pitch: 1 },
    ofNull: 'null',
    isTarget: true,
    idle: [false, false, false],
    voice: { voiceURI: 'af_heart', name: 'Heart (Sotto)', lang: 'en-US', localService: true, default: true },
    voiceCount: 54,
    withoutUtterance: 'TypeError',
    withoutError: 'TypeError',
    ofNothing: 'TypeError',
    illegal: 'TypeError',
    error: 3,
  });
});

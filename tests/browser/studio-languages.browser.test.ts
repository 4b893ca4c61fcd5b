import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { isFullRun } from '../fixtures/full-run.ts';
import { expect, visitedTest as test } from './support/app-test.ts';
import { keepFiles } from './support/keep-files.ts';
import { ModelGate } from './support/model-gate.ts';
import { speakInPage } from './support/speech-fetch.ts';
import { findViolations, listOutside, measureOverflow, writeText } from './support/studio.ts';
import { listForeignWords } from './support/foreign-words.ts';

interface Texts {
  readonly [name: string]: Texts | string;
}

const readTexts = (file: string): Texts =>
  JSON.parse(readFileSync(new URL(`../../src/ui/messages/${file}.json`, import.meta.url), 'utf8')) as Texts;

const english = readTexts('en-us');

/** What is said in a language, without placeholders; `feature` may name a part of one, with a dot. */
function createSay(file: string): (feature: string, name: string) => string {
  const texts = readTexts(file);
  const find = (from: Texts, feature: string, name: string): string | undefined => {
    let part: Texts | string | undefined = from;
    for (const key of [...feature.split('.'), name]) part = typeof part === 'object' ? part[key] : undefined;
    return typeof part === 'string' ? part : undefined;
  };
  return (feature, name) => find(texts, feature, name) ?? find(english, feature, name)!;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

const languageSelect = (page: Page) => page.locator('.page-bar__language');

const phone = { width: 390, height: 844 };
const desktop = { width: 1280, height: 900 };

const visits: readonly (readonly [locale: string, file: string, tag: string])[] = [
  ['en-US', 'en-us', 'en-US'],
  ['en-AU', 'en-gb', 'en-GB'],
  ['es-MX', 'es', 'es'],
  ['fr-FR', 'fr', 'fr'],
  ['hi-IN', 'hi', 'hi'],
  ['it-IT', 'it', 'it'],
  ['ja-JP', 'ja', 'ja'],
  ['pt-BR', 'pt-br', 'pt-BR'],
  ['zh-TW', 'zh', 'zh-CN'],
];

/** Languages that the built-in voice does not speak. */
const spokenByKokoroOnly = ['ja', 'zh'];

type EngineAnswer = Readonly<{ state: string; packs: readonly { readonly state: string }[] }>;

/** Play says that Kokoro is needed, and fetches nothing; once it was asked for, Play speaks. */
async function getKokoro(app: Page, say: ReturnType<typeof createSay>): Promise<void> {
  const readEngine = (): Promise<EngineAnswer> =>
    app.evaluate(async () => (await (await fetch('/v1/engine')).json()) as EngineAnswer);
  await expect(app.getByText(say('problem.title', 'download_needed'))).toBeVisible();
  expect((await readEngine()).state).toBe('idle');
  const [before = ''] = say('transport', 'download').split('{size}');
  await app.getByRole('button', { name: before }).click();
  await expect.poll(async () => (await readEngine()).state).toBe('ready');
  // The notice has turned into the way on.
  await expect(app.getByText(say('problem.title', 'download_needed'))).toHaveCount(0);
  await button(app, say('problem', 'tryAgain')).click();
  // What the language is spoken with came beside the model.
  await expect.poll(async () => (await readEngine()).packs.map(({ state }) => state)).toContain('ready');
}

/**
 * One whose language the built-in voice speaks, and one whose it does not; of the others the words are checked without
 * a browser.
 */
const usualVisits = visits.filter(([locale]) => ['fr-FR', 'ja-JP'].includes(locale));

for (const [locale, file, tag] of isFullRun ? visits : usualVisits) {
  test.describe(`a first visit from ${locale}`, () => {
    test.use({ locale, contextOptions: { reducedMotion: 'reduce' } });

    test('is in its language, on a phone and on a desktop', async ({ app }) => {
      const say = createSay(file);
      const expectFit = async (): Promise<void> => {
        expect(await measureOverflow(app)).toBeLessThanOrEqual(0);
        expect(await listOutside(app)).toEqual([]);
      };
      await app.setViewportSize(phone);
      await expect(app).toHaveTitle(say('page', 'title'));
      expect(await app.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(
        [tag, 'ltr'],
      );
      await expect(button(app, say('transport', 'play'))).toBeVisible();
      await expect(button(app, say('save', 'open'))).toBeVisible();
      await expect(app.getByLabel(say('page', 'colors'), { exact: true })).toBeVisible();
      await expect(languageSelect(app)).toHaveValue(file);
      if (file === 'fr') {
        // A welcome in one's language, and a voice that speaks it.
        await expect(app.getByLabel(say('editor', 'label'))).toHaveValue(/^Sotto voce : à voix basse/);
        await expect(app.getByText('Siwis', { exact: true }).first()).toBeVisible();
      }
      await app.getByLabel(say('editor', 'label')).fill('1 2 3');
      await button(app, say('transport', 'play')).click();
      if (spokenByKokoroOnly.includes(file)) await getKokoro(app, say);
      else await expect(app.getByText(say('transport', 'standInTitle'))).toBeVisible();
      await expect(button(app, say('library', 'playTake').replace('{name}', '1 2 3'))).toBeVisible();
      await expectFit();
      for (const [feature, name] of [
        ['common', 'modelsAndDevice'],
        ['workbench', 'api'],
      ] as const) {
        await app.getByRole('tab', { name: say(feature, name), exact: true }).click();
        await expect(app.getByRole('tabpanel', { name: say(feature, name), exact: true })).not.toBeEmpty();
        await expectFit();
      }
      await app.getByRole('tab', { name: say('api', 'settings'), exact: true }).click();
      await app.getByText(say('voices', 'mix'), { exact: true }).click();
      await expectFit();
      expect(await findViolations(app)).toEqual([]);
      await button(app, say('save', 'open')).click();
      await expect(app.getByRole('dialog', { name: say('save', 'title') })).toBeVisible();
      await expectFit();
      await app.keyboard.press('Escape');
      await app.setViewportSize(desktop);
      await expectFit();
      expect(await findViolations(app)).toEqual([]);
    });
  });
}

test('the language changes while a take is heard, loses nothing, is kept, and can be any one offline', async ({
  app,
  site,
  context,
}) => {
  const say = createSay('es');
  const text = 'One sentence, and another one. '.repeat(20);
  expect((await listForeignWords(app)).length).toBeGreaterThan(50);
  await writeText(app, text);
  await button(app, 'Play').click();
  await expect(button(app, 'Pause')).toBeVisible();
  await app.getByRole('tab', { name: 'API', exact: true }).click();
  await app.getByLabel('Request', { exact: true }).fill('{ "half": ');
  await expect(app.getByText(/^This is not a request yet/)).toBeVisible();

  await app.getByLabel('Interface language').selectOption('es');
  await expect(button(app, say('transport', 'pause'))).toBeVisible();
  await expect(app.locator('html')).toHaveAttribute('lang', 'es');
  await expect(app).toHaveTitle(say('page', 'title'));
  await expect(app.getByLabel(say('editor', 'label'))).toHaveValue(text);
  await expect(app.getByLabel(say('api', 'request'), { exact: true })).toHaveValue('{ "half": ');
  await expect(app.getByText(say('api', 'notJson'))).toBeVisible();
  const position = app.getByRole('slider', { name: say('transport', 'position') });
  const read = async (): Promise<number> => Number(await position.getAttribute('aria-valuenow'));
  const before = await read();
  await expect.poll(read).toBeGreaterThan(before);

  await app.goto(site.url);
  await expect(button(app, say('transport', 'play'))).toBeVisible();
  await expect(languageSelect(app)).toHaveValue('es');

  await keepFiles(app);
  await context.setOffline(true);
  await languageSelect(app).selectOption('hi');
  await expect(button(app, createSay('hi')('transport', 'play'))).toBeVisible();
  await app.reload();
  await expect(button(app, createSay('hi')('transport', 'play'))).toBeVisible();
});

test.describe('in Japanese', () => {
  test.use({ locale: 'ja-JP' });
  const say = createSay('ja');

  const gate = new ModelGate();
  test.use({ siteOptions: { intercept: gate.intercept } });

  test('no words of another language are left in the main states, nor in a failure', async ({
    app: page,
  }) => {
    const expectJapanese = async (): Promise<void> => {
      expect(await listForeignWords(page)).toEqual([]);
    };
    const tab = (name: string) => page.getByRole('tab', { name, exact: true });
    await expectJapanese();
    await page.getByLabel(say('editor', 'label')).fill('1 2 3 4 5 6 7 8 9 10 11 12');
    // Kokoro is not there, and the built-in voice does not speak Japanese.
    await button(page, say('transport', 'play')).click();
    await expect(page.getByText(say('problem.title', 'download_needed'))).toBeVisible();
    await expectJapanese();
    await page.getByLabel(say('voices', 'language'), { exact: true }).selectOption('en-us');
    await page.getByRole('radio', { name: /^Heart、/ }).click();
    await button(page, say('transport', 'play')).click();
    await expect(button(page, say('transport', 'pause'))).toBeVisible();
    await expectJapanese();
    await button(page, say('transport', 'pause')).click();
    await expect(button(page, say('common', 'resume')).first()).toBeVisible();
    await expectJapanese();
    await button(page, say('common', 'stop')).click();
    await expect(page.getByText(say('transport', 'stopped'))).toBeVisible();
    await page.getByRole('button', { name: /の詳細を開く$/ }).click();
    await expectJapanese();

    await page.getByText(say('voices', 'mix'), { exact: true }).click();
    await page.getByLabel(say('voices', 'language'), { exact: true }).selectOption('ja');
    await expectJapanese();
    await page.getByLabel(say('voices', 'language'), { exact: true }).selectOption('all');
    await page.getByLabel(say('voices', 'search'), { exact: true }).fill('フランス語 女性');
    await expect(page.getByRole('radio', { name: /^Siwis、評価/ })).toBeVisible();
    await expectJapanese();

    await button(page, say('save', 'open')).click();
    await page.getByLabel(say('save', 'kind')).selectOption('srt');
    await expectJapanese();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^キーボードショートカット/ }).click();
    await expectJapanese();
    await page.keyboard.press('Escape');

    await tab(say('workbench', 'api')).click();
    await expectJapanese();
    await speakInPage(page, { model: 'espeak-ng', voice: 'af_heart', input: '1 2 3' });
    await speakInPage(page, { model: 'espeak-ng', voice: 'af_heart', input: 42 });
    await tab(say('api', 'traffic')).click();
    await page
      .getByRole('row', { name: /audio\/speech/ })
      .first()
      .getByRole('button')
      .click();
    await expectJapanese();
    await tab(say('api', 'settings')).click();
    await expectJapanese();

    await tab(say('common', 'modelsAndDevice')).click();
    await page
      .getByRole('button', { name: /^ダウンロード（/ })
      .first()
      .click();
    await expect(page.getByText(say('engine', 'downloading')).first()).toBeVisible();
    await expectJapanese();
    gate.release();
    await expect(page.getByText(say('engine', 'ready')).first()).toBeVisible();
    await expectJapanese();

    await page.getByLabel(say('editor', 'label')).fill('…');
    await button(page, say('transport', 'play')).click();
    const alert = page.locator('.take-notices').getByRole('alert');
    await expect(alert).toContainText('読み上げるものがありません');
    await expect(alert.getByRole('button', { name: say('problem', 'editText') })).toBeVisible();
    await expectJapanese();
  });
});

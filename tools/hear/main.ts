import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { Scope } from '../../src/std/scope.ts';
import { listVoices } from '../../src/contract/voices.ts';
import { chromiumArgs } from '../bench/browser.ts';
import { describeMachine } from '../bench/machine.ts';
import { findMirror } from '../bench/mirror.ts';
import { buildIfNeeded } from '../build.ts';
import { createSottoServer } from '../server/create-server.ts';
import { listenLocally } from '../server/serve-folders.ts';
import { findOrInstallChromium } from '../test/find-chromium.ts';
import { storeWhisper } from './hear-in-page.ts';
import { readSentences, type Sentences } from './sentences.ts';
import { toHearingDocument, type Listening } from './to-hearing-document.ts';
import { hearVoice } from './voice-row.ts';

const root = join(import.meta.dirname, '../..');
const usage = `npm run hear -- [--models FOLDER] [--voices af_heart,…] [--sentences FILE] [--out FILE]

Has every voice speak, has Sotto write down what it said with Whisper base, and writes docs/hearing.md. FILE is JSON with
a text for each language, e.g. { "en-us": "…" }; voices of other languages are left out. Needs a mirror with the weights
of kokoro-82m and whisper-base: FOLDER, or else SOTTO_MODELS, ./models or .cache/models.`;

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      models: { type: 'string' },
      voices: { type: 'string' },
      sentences: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const named = values.models ?? process.env['SOTTO_MODELS'];
  const folders = [
    ...(named === undefined ? [] : [named]),
    join(root, 'models'),
    join(root, '.cache/models'),
  ];
  const models = await findMirror(folders);
  if (models === null) throw new TypeError('There is no mirror with the weights of kokoro-82m.');
  await buildIfNeeded();
  // A new profile on disk, which goes with the browser.
  const context = await chromium.launchPersistentContext('', {
    executablePath: findOrInstallChromium(),
    args: chromiumArgs,
  });
  const server = createSottoServer({ dist: join(root, 'dist'), models });
  const scope = new Scope();
  scope.add(() => {
    server.close();
    server.closeAllConnections();
  });
  try {
    const page = await context.newPage();
    await page.goto(await listenLocally(server));
    const status = await loadKokoro(page);
    await storeWhisper(page);
    const said = await readSentences(values.sentences);
    const heard = await hearVoices(page, said, values.voices?.split(',') ?? null);
    const { cpu, cores, platform } = describeMachine(await page.evaluate(() => navigator.userAgent));
    const out = values.out ?? join(root, 'docs/hearing.md');
    const table = toHearingDocument({
      ...heard,
      date: new Date().toISOString().slice(0, 10),
      machine: `${cpu}, ${cores} cores, ${platform}`,
      model: toModelName(status),
      generator: status.generator?.by ?? 'an unknown',
    });
    await writeFile(out, table);
    console.log(`Written to ${relative('.', out)}`);
  } finally {
    scope.dispose();
    await context.close();
  }
}

/** What is used of `/v1/engine`. */
interface EngineAnswer {
  readonly dtype: string | null;
  readonly threads: number;
  readonly generator: { readonly by: string } | null;
  readonly weights: { readonly official: boolean | null } | null;
}

/** Loads the model in the app's page, and gives what the engine then is. */
async function loadKokoro(page: Page): Promise<EngineAnswer> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return page.evaluate(async () => {
    const response = await fetch('/v1/engine/load', { method: 'POST' });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as EngineAnswer;
  });
}

function toModelName({ dtype, threads, weights }: EngineAnswer): string {
  const name = weights?.official === true ? 'the official Kokoro 82M v1.0' : 'a stand-in for Kokoro';
  return `${name}, ${dtype ?? 'unknown weights'}, ${threads} threads`;
}

async function hearVoices(
  page: Page,
  said: Sentences,
  ids: readonly string[] | null,
): Promise<Pick<Listening, 'rows' | 'silent'>> {
  const rows: Listening['rows'][number][] = [];
  const silent: Listening['silent'][number][] = [];
  for (const voice of listVoices().filter(({ id }) => ids?.includes(id) ?? true)) {
    const text = said[voice.language];
    if (text === undefined) continue;
    try {
      const row = await hearVoice(voice, text, page);
      rows.push(row);
      console.log(`${voice.id}: ${row.errors.errors} of ${row.errors.words} words wrong; ${row.heard}`);
    } catch (error) {
      const reason = /"message":"(.*?)","type"/.exec(String(error))?.[1];
      if (reason === undefined) throw error;
      silent.push({ voice, reason });
      console.log(`${voice.id}: ${reason}`);
    }
  }
  return { rows, silent };
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}\n\n${usage}` : error);
  process.exitCode = 1;
}

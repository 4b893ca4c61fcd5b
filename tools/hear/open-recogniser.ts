import { SAMPLE_RATE } from '../../src/contract/audio.ts';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import sirv from 'sirv';
import { resample } from '../../src/audio/resample.ts';
import { toLanguageCode, type Language } from '../../src/contract/language.ts';
import { bundlePrograms } from '../bundle-programs.ts';
import { openPageModule } from '../page-module.ts';
import { listenLocally, serveFolders } from '../server/serve-folders.ts';
import type * as RecogniserModule from './pages/recogniser.ts';

const root = join(import.meta.dirname, '../..');
const fileOptions = { dev: true, etag: true } as const;
/** What Whisper hears at. */
const HEARING_RATE = 16_000;
const MODEL_ID = 'whisper-base';

/** Hears what the app says. */
export interface Recogniser {
  /** Writes down what is said in 24 kHz samples. */
  hear(samples: Float32Array, language: Language): Promise<string>;
  close(): Promise<void>;
}

export interface RecogniserOptions {
  /** A mirror that holds `whisper-base`. */
  readonly models: string;
  /** Where the page's program may be built. */
  readonly programs: string;
}

/**
 * Opens Whisper base in a page of its own, on WebAssembly: transformers.js with the ONNX Runtime that the app has.
 * Throws where the mirror has no such model.
 */
export async function openRecogniser(
  context: BrowserContext,
  { models, programs }: RecogniserOptions,
): Promise<Recogniser> {
  const { repo, revision } = await findModel(models);
  await bundlePrograms({
    ...{
      folder: join(import.meta.dirname, 'pages'),
      names: ['recogniser'],
      base: '/hear/',
      outDir: programs,
    },
  });
  const server = createServer(
    serveFolders([
      ['/hear', sirv(programs, fileOptions)],
      ['/ort', sirv(join(root, 'node_modules/onnxruntime-web/dist'), fileOptions)],
      ['/models', sirv(models, fileOptions)],
    ]),
  );
  const page = await context.newPage();
  await page.goto(await listenLocally(server));
  const recogniser = openPageModule<typeof RecogniserModule>(page, '/hear/recogniser.js');
  await recogniser.load({ folder: `/models/${repo}/resolve/`, revision });
  return {
    hear: async (samples, language) => {
      const { buffer } = resample(samples, { from: SAMPLE_RATE, to: HEARING_RATE });
      const text = await recogniser.hear({
        samples: Buffer.from(buffer).toString('base64'),
        language: toWhisperLanguage(language),
      });
      return text.trim();
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await page.close();
    },
  };
}

async function findModel(models: string): Promise<{ readonly repo: string; readonly revision: string }> {
  const text = await readFile(join(models, 'catalog.json'), 'utf8');
  const catalog = JSON.parse(text) as {
    readonly models: readonly { readonly id: string; readonly repo: string; readonly revision: string }[];
  };
  const model = catalog.models.find(({ id }) => id === MODEL_ID);
  if (model === undefined) throw new Error(`${models} has no ${MODEL_ID}.`);
  return model;
}

/** Whisper's names are the plain languages. */
function toWhisperLanguage(language: Language): string {
  const code = toLanguageCode(language);
  return { a: 'en', b: 'en', e: 'es', f: 'fr', h: 'hi', i: 'it', j: 'ja', p: 'pt', z: 'zh' }[code];
}

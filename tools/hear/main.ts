import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { listVoices } from '../../src/contract/voices.ts';
import { writeSpeedDocument } from './at-speeds.ts';
import { hearEars, timeFiles } from './ears.ts';
import { toEarsDocument } from './ears-report.ts';
import { withListeningPage } from './listening-page.ts';
import { readSentences, type Sentences } from './sentences.ts';
import { toHearingDocument, type Listening } from './to-hearing-document.ts';
import { hearVoice } from './voice-row.ts';

const root = join(import.meta.dirname, '../..');
const usage = `npm run hear -- [--models FOLDER] [--voices af_heart,…] [--sentences FILE] [--out FILE]
npm run hear -- --speeds [--models FOLDER] [--out FILE]
npm run hear -- --ears [--models FOLDER] [--out FILE]

Has every voice speak, has Sotto write down what it said with Whisper base, and writes docs/hearing.md. FILE is JSON with
a text for each language, e.g. { "en-us": "…" }; voices of other languages are left out. With --speeds one voice says a
story of 1,050 words at seven speeds and once from misaki's phonemes, and docs/hearing-speeds.md is written. With --ears
it is measured how well, how exactly and how fast known speech is heard, and docs/hearing-ears.md is written. Needs a mirror
with the weights of kokoro-82m and whisper-base: FOLDER, or else SOTTO_MODELS, ./models or .cache/models.`;

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      models: { type: 'string' },
      voices: { type: 'string' },
      sentences: { type: 'string' },
      speeds: { type: 'boolean', default: false },
      ears: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  });
  const name = values.ears ? 'hearing-ears' : values.speeds ? 'hearing-speeds' : 'hearing';
  const out = values.out ?? join(root, `docs/${name}.md`);
  const { models } = values;
  if (values.ears) {
    await writeFile(out, await measureEars(models));
  } else {
    await withListeningPage({ models }, async ({ page, measured }) => {
      if (values.speeds) {
        await writeFile(out, await writeSpeedDocument(page, measured));
      } else {
        const said = await readSentences(values.sentences);
        const heard = await hearVoices(page, said, values.voices?.split(',') ?? null);
        await writeFile(out, toHearingDocument({ ...heard, measured }));
      }
    });
  }
  console.log(`Written to ${relative('.', out)}`);
}

/** One core is left to others, so what two cores hear with is one thread. */
async function measureEars(models: string | undefined): Promise<string> {
  const { files, ...heard } = await withListeningPage(
    { models, coreCount: 2 },
    async ({ page, measured }) => ({
      measured,
      ...(await hearEars(page)),
    }),
  );
  const speeds: Record<number, readonly number[]> = {};
  for (const threads of [1, 2]) {
    speeds[threads] = await withListeningPage({ models, coreCount: threads + 1 }, ({ page }) =>
      timeFiles(page, files),
    );
  }
  return toEarsDocument({ ...heard, speeds });
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

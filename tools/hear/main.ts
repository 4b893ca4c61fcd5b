import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Page } from '@playwright/test';
import { listVoices } from '../../src/contract/voices.ts';
import { writeSpeedDocument } from './at-speeds.ts';
import { hearEars, timeFiles } from './ears.ts';
import { toEarsDocument } from './ears-report.ts';
import { withListeningPage } from './listening-page.ts';
import { parseOptions, usage, type HearOptions } from './options.ts';
import { readSentences, type Sentences } from './sentences.ts';
import { toHearingDocument, type Listening } from './to-hearing-document.ts';
import { hearVoice } from './voice-row.ts';

const root = join(import.meta.dirname, '../..');

async function main({ document, models, voices, sentences, out }: HearOptions): Promise<void> {
  const path = out ?? join(root, `docs/${document}.md`);
  if (document === 'hearing-ears') {
    await writeFile(path, await measureEars(models));
  } else {
    await withListeningPage({ models }, async ({ page, measured }) => {
      if (document === 'hearing-speeds') {
        await writeFile(path, await writeSpeedDocument(page, measured));
      } else {
        const said = await readSentences(sentences);
        const heard = await hearVoices(page, said, voices);
        await writeFile(path, toHearingDocument({ ...heard, measured }));
      }
    });
  }
  console.log(`Written to ${relative('.', path)}`);
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
  await main(parseOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}\n\n${usage}` : error);
  process.exitCode = 1;
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { SAMPLE_RATE } from '../../src/contract/audio.ts';
import type { AudioFormat } from '../../src/contract/codec.ts';
import type { Language } from '../../src/contract/language.ts';
import { isEspeakLanguage } from '../../src/contract/phonemizer.ts';
import { listVoices } from '../../src/contract/voices.ts';
import { joinSamples } from '../../src/std/join.ts';
import { alignWords } from '../../src/text/comparing/align-words.ts';
import { toComparedWords } from '../../src/text/comparing/compared-words.ts';
import type { EarsReport, EarsRow, HeardForm, LongSound } from './ears-report.ts';
import { encodeSound } from './encode-sound.ts';
import { hearFileInPage, hearInPage } from './hear-in-page.ts';
import { sentences } from './sentences.ts';
import { speakInPage, speakTimedInPage, type SpokenRequest } from './speak-in-page.ts';
import { wordlessSounds } from './wordless-sounds.ts';
import { countWordErrors } from './word-error.ts';
import { compareWordTimes } from './word-times.ts';

const formats: readonly AudioFormat[] = ['wav', 'mp3', 'opus'];
const LONG_SECONDS = 600;
/** Of the story, which are said again and again until they last that long. */
const LONG_PARAGRAPHS = 4;
/** Enough to compare numbers of threads: two voices of Kokoro, and two of eSpeak. */
const TIMED_FILES = 4;
const paragraphPause = new Float32Array(0.8 * SAMPLE_RATE);

/** A voice's sentences as a WAV file. */
export interface SpokenFile {
  readonly language: Language;
  readonly file: Buffer;
}

/** Everything of the report but the speeds with other threads, and what was spoken for it. */
export interface HeardEars extends Omit<EarsReport, 'measured' | 'speeds'> {
  readonly files: readonly SpokenFile[];
}

/** Has voices of every language speak in the page, and the page write it down from files of several formats. */
export async function hearEars(page: Page): Promise<HeardEars> {
  const rows: EarsRow[] = [];
  const files: SpokenFile[] = [];
  for (const { voice, language, request } of listSpeakers()) {
    const spoken = await speakTimedInPage(page, request);
    const forms: Partial<Record<AudioFormat, HeardForm>> = {};
    for (const format of formats) {
      const file = await encodeSound(spoken.samples, format);
      if (format === 'wav' && files.length < TIMED_FILES) files.push({ language, file });
      const { text, words, totalMs } = await hearFileInPage(page, file, language);
      forms[format] = {
        errors: countWordErrors(request.input, text, language),
        times: compareWordTimes(spoken.words, words, language),
        totalMs,
      };
    }
    rows.push({ voice, audioSeconds: spoken.samples.length / SAMPLE_RATE, forms });
    console.log(JSON.stringify(rows.at(-1)));
  }
  return { formats, rows, wordless: await hearWordless(page), long: await hearLong(page), files };
}

async function hearWordless(page: Page): Promise<EarsReport['wordless']> {
  const wordless: Record<string, string> = {};
  for (const [kind, samples] of Object.entries(wordlessSounds)) {
    wordless[kind] = await hearInPage(page, samples, 'en-us');
  }
  return wordless;
}

/** Measures how long each file takes to be heard, in milliseconds. */
export async function timeFiles(page: Page, files: readonly SpokenFile[]): Promise<readonly number[]> {
  const times: number[] = [];
  // The first answer loads the model.
  const [first] = files;
  if (first !== undefined) await hearFileInPage(page, first.file, first.language);
  for (const { file, language } of files) times.push((await hearFileInPage(page, file, language)).totalMs);
  return times;
}

interface Speaker {
  readonly voice: string;
  readonly language: Language;
  readonly request: SpokenRequest;
}

/** The first voice of each language, and the built-in one where it speaks the language. */
function listSpeakers(): readonly Speaker[] {
  const voices = listVoices();
  const languages = [...new Set(voices.map(({ language }) => language))];
  return languages.flatMap((language) => {
    const voice = voices.find((each) => each.language === language)?.id ?? '';
    const input = sentences[language];
    const own = { voice, language, request: { input, voice } };
    if (!isEspeakLanguage(language)) return [own];
    return [own, { voice: `eSpeak, ${language}`, language, request: { input, voice, model: 'espeak-ng' } }];
  });
}

/** Has the page write down the beginning of the story, again and again until it lasts ten minutes. */
async function hearLong(page: Page): Promise<LongSound> {
  const language = 'en-us';
  const story = JSON.parse(
    await readFile(join(import.meta.dirname, 'story.json'), 'utf8'),
  ) as readonly (readonly {
    readonly text: string;
  }[])[];
  const paragraphs = story
    .slice(0, LONG_PARAGRAPHS)
    .map((paragraph) => paragraph.map(({ text }) => text).join(' '));
  const parts: Float32Array[] = [];
  for (const input of paragraphs) {
    parts.push((await speakInPage(page, { input, voice: 'af_heart' })).samples, paragraphPause);
  }
  const once = joinSamples(parts);
  const rounds = Math.ceil((LONG_SECONDS * SAMPLE_RATE) / once.length);
  const samples = joinSamples(Array.from({ length: rounds }, () => once));
  const said = Array.from({ length: rounds }, () => paragraphs.join(' ')).join(' ');
  const { text, totalMs } = await hearFileInPage(page, await encodeSound(samples, 'mp3'), language);
  return {
    ...{ audioSeconds: samples.length / SAMPLE_RATE, totalMs },
    errors: countWordErrors(said, text, language),
    longestGap: findLongestGap(said, text, language),
  };
}

/** The most words in a row of which nothing was heard. */
function findLongestGap(said: string, heard: string, language: Language): number {
  const [saidKeys, heardKeys] = [said, heard].map((text) =>
    toComparedWords(text, language).map(({ key }) => key),
  );
  let [longest, gap] = [0, 0];
  for (const pair of alignWords(saidKeys ?? [], heardKeys ?? [])) {
    gap = pair.heard === null ? gap + 1 : 0;
    longest = Math.max(longest, gap);
  }
  return longest;
}

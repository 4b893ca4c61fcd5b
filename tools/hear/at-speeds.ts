import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { SAMPLE_RATE } from '../../src/contract/audio.ts';
import { joinSamples } from '../../src/std/join.ts';
import { toTable } from '../to-table.ts';
import { hearInPage } from './hear-in-page.ts';
import { speakInPage, speakPhonemesInPage } from './speak-in-page.ts';
import { countWordErrors, toPercent, toWordErrorRate, type WordErrors } from './word-error.ts';

const voice = 'af_heart';
const speeds = [1, 0.5, 0.7, 1.25, 1.5, 1.8, 2];
/** Between two sentences of misaki's phonemes, which are spoken one by one. */
const sentencePause = new Float32Array(0.3 * SAMPLE_RATE);

interface Sentence {
  readonly text: string;
  /** By misaki 0.9.4 for American English. */
  readonly phonemes: string;
}

interface SpeedRow {
  readonly side: string;
  readonly speed: number;
  readonly counts: readonly WordErrors[];
  readonly audioSeconds: number;
}

type Speak = (paragraph: readonly Sentence[]) => Promise<Float32Array<ArrayBuffer>>;

/** Has one voice say the story at several speeds, and from misaki's phonemes; gives the word errors as Markdown. */
export async function writeSpeedDocument(page: Page, measured: string): Promise<string> {
  const story = JSON.parse(
    await readFile(join(import.meta.dirname, 'story.json'), 'utf8'),
  ) as readonly (readonly Sentence[])[];
  const rows: SpeedRow[] = [];
  const hear = async (side: string, speed: number, speak: Speak): Promise<void> => {
    const row = { side, speed, ...(await hearStory(page, story, speak)) };
    rows.push(row);
    console.log(toCells(row).join(', '));
  };
  await hear('misaki', 1, (paragraph) => speakSentences(page, paragraph));
  for (const speed of speeds) {
    await hear('Sotto', speed, async (paragraph) => {
      const { samples } = await speakInPage(page, { input: toText(paragraph), voice, speed });
      return samples;
    });
  }
  const words = rows[0]?.counts.reduce((sum, each) => sum + each.words, 0) ?? 0;
  return `${[
    '# Hearing at speeds',
    `\`npm run hear -- --speeds\` made this: ${voice} says a story of ${words} words, paragraph by paragraph, and the same page writes down what it said with ` +
      'Whisper base (q8). The phonemes of misaki 0.9.4, with tags of wink-pos-tagger, are spoken by the same engine, sentence by sentence.',
    measured,
    toTable(['phonemes of', 'speed', 'words wrong', 'word error', 'sound'], rows.map(toCells)),
  ].join('\n\n')}\n`;
}

async function hearStory(
  page: Page,
  story: readonly (readonly Sentence[])[],
  speak: Speak,
): Promise<Pick<SpeedRow, 'counts' | 'audioSeconds'>> {
  const counts: WordErrors[] = [];
  let audioSeconds = 0;
  for (const paragraph of story) {
    const samples = await speak(paragraph);
    audioSeconds += samples.length / SAMPLE_RATE;
    const heard = await hearInPage(page, samples, 'en-us');
    counts.push(countWordErrors(toText(paragraph), heard, 'en-us'));
  }
  return { counts, audioSeconds };
}

async function speakSentences(
  page: Page,
  paragraph: readonly Sentence[],
): Promise<Float32Array<ArrayBuffer>> {
  const parts: Float32Array[] = [];
  for (const { phonemes } of paragraph) {
    const { samples } = await speakPhonemesInPage(page, { phonemes, voice });
    parts.push(samples, sentencePause);
  }
  return joinSamples(parts);
}

function toText(paragraph: readonly Sentence[]): string {
  return paragraph.map(({ text }) => text).join(' ');
}

function toCells({ side, speed, counts, audioSeconds }: SpeedRow): readonly string[] {
  const wrong = counts.reduce((sum, { errors }) => sum + errors, 0);
  return [
    side,
    String(speed),
    String(wrong),
    toPercent(toWordErrorRate(counts)),
    `${audioSeconds.toFixed(0)} s`,
  ];
}

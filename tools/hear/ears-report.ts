import type { AudioFormat } from '../../src/contract/codec.ts';
import { toTable } from '../to-table.ts';
import { toPercent, toWordErrorRate, type WordErrors } from './word-error.ts';
import type { WordTimes } from './word-times.ts';

/** What was heard of one voice's sentences in one format. */
export interface HeardForm {
  readonly errors: WordErrors;
  readonly times: WordTimes | null;
  readonly totalMs: number;
}

export interface EarsRow {
  /** `af_heart`, or `eSpeak, es`. */
  readonly voice: string;
  readonly audioSeconds: number;
  readonly forms: Readonly<Partial<Record<AudioFormat, HeardForm>>>;
}

/** How ten minutes of speech were heard. */
export interface LongSound {
  readonly audioSeconds: number;
  readonly totalMs: number;
  readonly errors: WordErrors;
  /** The most words that follow one another of which nothing was heard. */
  readonly longestGap: number;
}

export interface EarsReport {
  /** The date, the models and the machine, as one sentence. */
  readonly measured: string;
  readonly formats: readonly AudioFormat[];
  readonly rows: readonly EarsRow[];
  /** What was written down of each sound in which nobody speaks; empty is right. */
  readonly wordless: Readonly<Record<string, string>>;
  readonly long: LongSound;
  /** Milliseconds for each row as WAV, by the number of threads. */
  readonly speeds: Readonly<Record<number, readonly number[]>>;
}

/** Writes the report as Markdown. */
export function toEarsDocument({ measured, formats, rows, wordless, long, speeds }: EarsReport): string {
  const kinds = Object.keys(wordless);
  const invented = kinds.filter((kind) => wordless[kind] !== '');
  return `${[
    '# What Whisper hears',
    '`npm run hear -- --ears` made this: voices say two sentences of their language through the app’s API, each is written as a file of each format, ' +
      'the same page writes it down with Whisper base (q8), and words and times are compared with what Sotto said and when. Words are characters in Japanese and Mandarin. A text that is doubtful is left out, so all of its words count as wrong: Whisper base makes little of eSpeak’s Spanish, French, Hindi and Portuguese. ' +
      'The distance is between the beginnings of a word, once the median over all words, the lag, is taken off. How much memory it takes is in [memory over time](reliability/memory.md).',
    measured,
    '## Words',
    toTable(
      ['voice', 'sound', ...formats.map((format) => `word error, ${format}`)],
      rows.map(({ voice, audioSeconds, forms }) => [
        ...[voice, `${audioSeconds.toFixed(1)} s`],
        ...formats.map((format) => toRate(forms[format])),
      ]),
    ),
    '## Times of words, in milliseconds',
    toTable(
      [
        'voice',
        'words',
        ...formats.flatMap((format) => [`lag, ${format}`, 'median distance', '95 of 100 below']),
      ],
      rows.map(({ voice, forms }) => [
        ...[voice, String(Math.max(...formats.map((format) => forms[format]?.times?.count ?? 0)))],
        ...formats.flatMap((format) => toTimeCells(forms[format]?.times ?? null)),
      ]),
    ),
    '## Seconds for each second of sound',
    'Of the first voices of the table, from the request to the last byte, as the machine was: other programs worked beside it.',
    toTable(['threads', 'all', 'fastest', 'slowest'], toSpeedRows(rows, speeds)),
    '## Where nobody speaks',
    `${kinds.join(', ')}, 12 s each: ${
      invented.length === 0
        ? 'no word was written down.'
        : invented.map((kind) => `${kind}: “${wordless[kind]}”`).join('; ')
    }`,
    '## Ten minutes',
    `${long.audioSeconds.toFixed(0)} s of one voice in one MP3 were heard in ${(long.totalMs / 1000).toFixed(0)} s: ` +
      `${long.errors.errors} of ${long.errors.words} words are wrong (${toRate(long)}), and at most ${long.longestGap} in a row are missing.`,
  ].join('\n\n')}\n`;
}

function toRate(form: { readonly errors: WordErrors } | undefined): string {
  return form === undefined ? '' : toPercent(toWordErrorRate([form.errors]));
}

function toTimeCells(times: WordTimes | null): readonly string[] {
  if (times === null) return ['', '', ''];
  return [times.lag, times.medianDistance, times.greatDistance].map((seconds) => (1000 * seconds).toFixed(0));
}

function toSpeedRows(rows: readonly EarsRow[], speeds: EarsReport['speeds']): readonly (readonly string[])[] {
  return Object.entries(speeds).map(([threads, totalMs]) => {
    const lengths = rows.slice(0, totalMs.length).map(({ audioSeconds }) => audioSeconds);
    const factors = lengths.map((seconds, index) => (totalMs[index] ?? 0) / 1000 / seconds);
    const all = sumUp(totalMs) / 1000 / sumUp(lengths);
    return [threads, ...[all, Math.min(...factors), Math.max(...factors)].map((factor) => factor.toFixed(2))];
  });
}

function sumUp(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

import { toSrt, toVtt, type Caption } from '../../../text/timing/captions.ts';
import type { SubtitleRow } from './subtitles-model.ts';

/** Languages that are written without spaces, which lines are joined without too. */
const UNSPACED: ReadonlySet<string> = new Set(['zh', 'ja', 'th', 'lo', 'my', 'yue']);

/** Joins the lines to running text; those without text are left out. */
export function toPlainText(rows: readonly SubtitleRow[], language: string | null): string {
  const lines = rows.map(({ text }) => text.replace(/\s+/gu, ' ').trim()).filter((text) => text !== '');
  return lines.join(UNSPACED.has(language ?? '') ? '' : ' ');
}

/** Writes the lines in every format that they can be saved in, by the file's ending. */
export function toSubtitleFiles(
  rows: readonly SubtitleRow[],
  language: string | null,
): Readonly<Record<'txt' | 'srt' | 'vtt' | 'json', string>> {
  const captions: readonly Caption[] = rows
    .filter(({ text }) => text.trim() !== '')
    .map(({ start, end, text }) => ({ startSeconds: start, endSeconds: end, text: text.trim() }));
  const segments = rows.map(({ start, end, text, guess }) => ({
    ...{ start, end, text: text.trim() },
    ...(guess === null ? {} : { unclear: true, guess }),
  }));
  const text = toPlainText(rows, language);
  return {
    txt: `${text}\n`,
    srt: toSrt(captions),
    vtt: toVtt(captions),
    json: `${JSON.stringify({ language, text, segments }, null, 2)}\n`,
  };
}

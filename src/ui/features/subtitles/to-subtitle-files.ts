import { toSrt, toVtt, type Caption } from '../../../text/timing/captions.ts';
import type { SubtitleRow } from './subtitles-model.ts';

/** Languages that are written without spaces, which lines are joined without too. */
const UNSPACED: ReadonlySet<string> = new Set(['zh', 'ja', 'th', 'lo', 'my', 'yue']);

/** Joins the lines to running text; those without text are left out. */
export function toPlainText(rows: readonly SubtitleRow[], language: string | null): string {
  const lines = rows.map(({ text }) => text.replace(/\s+/gu, ' ').trim()).filter((text) => text !== '');
  return lines.join(UNSPACED.has(language ?? '') ? '' : ' ');
}

/** Writes what each speaker says in one go as a paragraph behind the name; running text where nobody is named. */
function toTurns(rows: readonly SubtitleRow[], language: string | null): string {
  const turns: SubtitleRow[][] = [];
  for (const row of rows.filter(({ text }) => text.trim() !== '')) {
    const turn = turns.at(-1);
    if (turn?.[0]?.speaker === row.speaker) turn.push(row);
    else turns.push([row]);
  }
  const paragraphs = turns.map((turn) => {
    const name = turn[0]?.speaker ?? null;
    return `${name === null ? '' : `${name}: `}${toPlainText(turn, language)}`;
  });
  return paragraphs.join('\n');
}

/** Writes the lines in every format that they can be saved in, by the file's ending. */
export function toSubtitleFiles(
  rows: readonly SubtitleRow[],
  language: string | null,
): Readonly<Record<'txt' | 'srt' | 'vtt' | 'json', string>> {
  const captions: readonly Caption[] = rows
    .filter(({ text }) => text.trim() !== '')
    .map(({ start, end, text, speaker }) => ({
      ...{ startSeconds: start, endSeconds: end, text: text.trim() },
      ...(speaker === null ? {} : { speaker }),
    }));
  const segments = rows.map(({ start, end, text, guess, speaker }) => ({
    ...{ start, end, text: text.trim() },
    ...(speaker === null ? {} : { speaker }),
    ...(guess === null ? {} : { unclear: true, guess }),
  }));
  const text = toPlainText(rows, language);
  return {
    txt: `${toTurns(rows, language)}\n`,
    srt: toSrt(captions),
    vtt: toVtt(captions),
    json: `${JSON.stringify({ language, text, segments }, null, 2)}\n`,
  };
}

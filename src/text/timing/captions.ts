import type { WordTime } from '../../contract/segment.ts';

/** One block of subtitles. */
export interface Caption {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** One or two lines. */
  readonly text: string;
  /** Who says it, where the text names a speaker. */
  readonly speaker?: string;
}

/** What subtitlers hold to: two lines of 42 characters, shown for seven seconds at most. */
const MAX_LINE_LENGTH = 42;
const MAX_LENGTH = 2 * MAX_LINE_LENGTH;
const MAX_SECONDS = 7;

/** Groups timed words of `text` to captions; a caption ends with a sentence, a line, or where it would grow too long. */
export function toCaptions(text: string, words: readonly WordTime[]): Caption[] {
  const captions: Caption[] = [];
  let from = 0;
  let startSeconds = words[0]?.startSeconds ?? 0;
  words.forEach((word, index) => {
    const next = words[index + 1];
    const gap = text.slice(word.end, next?.start);
    const end = word.end + (/^[^\s\p{L}\p{N}]*/u.exec(gap)?.[0] ?? '').length;
    const nextEnd = next === undefined ? text.length : next.end;
    const isLast = next === undefined || /[.!?…。！？\n]/u.test(gap);
    const isFull =
      toText(text, from, nextEnd).length > MAX_LENGTH - 2 ||
      (next?.endSeconds ?? 0) - startSeconds > MAX_SECONDS;
    if (!isLast && !isFull) return;
    const shown = toLines(toText(text, from, end));
    if (shown !== '') captions.push({ startSeconds, endSeconds: word.endSeconds, text: shown });
    from = end;
    startSeconds = next?.startSeconds ?? 0;
  });
  return captions;
}

/** Writes captions as SubRip. It has no form for speakers, so a name stands before the text, as subtitlers write it. */
export function toSrt(captions: readonly Caption[]): string {
  const blocks = captions.map(
    ({ startSeconds, endSeconds, text, speaker }, index) =>
      `${index + 1}\n${toTime(startSeconds, ',')} --> ${toTime(endSeconds, ',')}\n${
        speaker === undefined ? '' : `${speaker}: `
      }${text}\n`,
  );
  return blocks.join('\n');
}

/** Writes captions as WebVTT. Source: https://www.w3.org/TR/webvtt1/ */
export function toVtt(captions: readonly Caption[]): string {
  const escape = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const blocks = captions.map(
    ({ startSeconds, endSeconds, text, speaker }) =>
      `${toTime(startSeconds, '.')} --> ${toTime(endSeconds, '.')}\n${
        speaker === undefined ? '' : `<v ${escape(speaker)}>`
      }${escape(text)}\n`,
  );
  return ['WEBVTT\n', ...blocks].join('\n');
}

function toText(text: string, from: number, end: number): string {
  return text.slice(from, end).replace(/\s+/gu, ' ').trim();
}

/** Breaks what is too long for one line at the space that makes the two most alike. */
function toLines(text: string): string {
  if (text.length <= MAX_LINE_LENGTH) return text;
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
  const middle = text.length / 2;
  const [best] = spaces.toSorted((one, other) => Math.abs(one - middle) - Math.abs(other - middle));
  if (best !== undefined) return `${text.slice(0, best)}\n${text.slice(best + 1)}`;
  const characters = Array.from(text);
  const half = Math.ceil(characters.length / 2);
  return `${characters.slice(0, half).join('')}\n${characters.slice(half).join('')}`;
}

function toTime(seconds: number, point: string): string {
  const total = Math.round(seconds * 1000);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const clock = [total / 3_600_000, (total / 60_000) % 60, (total / 1000) % 60].map(two).join(':');
  return `${clock}${point}${String(total % 1000).padStart(3, '0')}`;
}

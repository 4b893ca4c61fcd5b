import type { WordTime } from './ports.ts';

/** One line of subtitles. */
export interface Caption {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly text: string;
}

/** About two lines on a screen, and no more than a person reads in one glance. */
const MAX_LENGTH = 80;
const MAX_SECONDS = 6;

/** Groups timed words of `text` to captions; a caption ends with a sentence, a line, or where it would grow too long. */
export function toCaptions(text: string, words: readonly WordTime[]): Caption[] {
  const captions: Caption[] = [];
  let first = 0;
  words.forEach((word, index) => {
    const next = words[index + 1];
    const begin = words[first];
    if (begin === undefined) return;
    const gap = text.slice(word.end, next?.start);
    const isEnd = next === undefined || /[.!?…。！？\n]/u.test(gap);
    const wouldOutgrow =
      next !== undefined &&
      (next.end - begin.start > MAX_LENGTH || next.endSeconds - begin.startSeconds > MAX_SECONDS);
    if (!isEnd && !wouldOutgrow) return;
    const tail = /^[^\s\p{L}\p{N}]*/u.exec(gap)?.[0] ?? '';
    captions.push({
      startSeconds: begin.startSeconds,
      endSeconds: word.endSeconds,
      text: `${text.slice(begin.start, word.end)}${tail}`.replace(/\s+/gu, ' '),
    });
    first = index + 1;
  });
  return captions;
}

/** Writes captions as SubRip. */
export function toSrt(captions: readonly Caption[]): string {
  const blocks = captions.map(
    ({ startSeconds, endSeconds, text }, index) =>
      `${index + 1}\n${toTime(startSeconds, ',')} --> ${toTime(endSeconds, ',')}\n${text}\n`,
  );
  return blocks.join('\n');
}

/** Writes captions as WebVTT. Source: https://www.w3.org/TR/webvtt1/ */
export function toVtt(captions: readonly Caption[]): string {
  const escape = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const blocks = captions.map(
    ({ startSeconds, endSeconds, text }) =>
      `${toTime(startSeconds, '.')} --> ${toTime(endSeconds, '.')}\n${escape(text)}\n`,
  );
  return ['WEBVTT\n', ...blocks].join('\n');
}

function toTime(seconds: number, point: string): string {
  const total = Math.round(seconds * 1000);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const clock = [total / 3_600_000, (total / 60_000) % 60, (total / 1000) % 60].map(two).join(':');
  return `${clock}${point}${String(total % 1000).padStart(3, '0')}`;
}

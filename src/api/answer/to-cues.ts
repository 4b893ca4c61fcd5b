import type { HeardSegment } from '../../contract/hearing.ts';
import { toCaptions, type Caption } from '../../text/timing/captions.ts';

/** Writes what was heard as subtitles: by words where there are any, else by what the recogniser heard at once. */
export function toCues(segments: readonly HeardSegment[]): readonly Caption[] {
  return segments.flatMap(({ text, start, end, words }) => {
    if (words.length === 0) return [{ startSeconds: start, endSeconds: end, text: text.trim() }];
    let offset = 0;
    const times = words.map((word) => {
      const from = offset + word.text.length - word.text.trimStart().length;
      offset += word.text.length;
      return { start: from, end: offset, startSeconds: word.start, endSeconds: word.end };
    });
    return toCaptions(text, times);
  });
}

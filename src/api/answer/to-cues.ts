import type { HeardSegment } from '../../contract/hearing.ts';
import { toCaptions, type Caption } from '../../text/timing/captions.ts';

const closing = /[\p{P}\s]+$/u;

/** Writes what was heard as subtitles: by words where there are any, else by what the recogniser heard at once. */
export function toCues(segments: readonly HeardSegment[]): readonly Caption[] {
  return segments.flatMap(({ text, start, end, words }) => {
    if (words.length === 0) return [{ startSeconds: start, endSeconds: end, text: text.trim() }];
    let offset = 0;
    const times = words.map((word) => {
      const from = offset + word.text.length - word.text.trimStart().length;
      offset += word.text.length;
      // Captions look for the end of a sentence between words.
      const end = offset - (closing.exec(word.text)?.[0].length ?? 0);
      return { start: from, end, startSeconds: word.start, endSeconds: word.end };
    });
    return toCaptions(text, times);
  });
}

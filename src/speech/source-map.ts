import type { Segment } from '../contract/segment.ts';
import type { Script } from '../text/formats/script.ts';

/** Creates the function that moves segments of a script, in order, to the user's own text; together they cover it. */
export function createSourceMap(text: string, script: Script): (segment: Segment) => Segment {
  let last = 0;
  return (segment) => {
    if (script.text === text) return segment;
    const start = last;
    const isEnd = segment.end === script.text.length;
    const end = isEnd
      ? text.length
      : Math.max(start, script.toSource({ start: segment.start, end: segment.end }).end);
    last = end;
    const words = segment.words.map((word) => ({ ...word, ...script.toSource(word) }));
    return { ...segment, text: text.slice(start, end), start, end, words };
  };
}

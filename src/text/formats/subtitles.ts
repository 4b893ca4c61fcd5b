import type { ScriptBuilder } from './script-builder.ts';

const lines = /[^\r\n]*(?:\r\n|\r|\n|$)/gy;
/** `00:01:02,500 --> 00:01:04,000 align:start`; hours may be left out, as WebVTT does. */
const timing =
  /^\s{0,8}(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}\s{1,8}-->\s{1,8}(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}(?:\s|$)/u;
/** `<i>`, `<v Ann>`, `<00:01.000>`, `{\an8}`; and the character references of WebVTT. */
const markup = /<\/?[^<>\n]{0,200}>|\{\\[^{}\n]{0,100}\}|&(amp|lt|gt|nbsp|lrm|rlm);/gu;
const references: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', nbsp: ' ' };

interface Line {
  readonly text: string;
  readonly start: number;
}

/**
 * Reads subtitles, SubRip's or WebVTT's: what is said, without numbers, names, times and settings of cues, tags, notes
 * and styles. A cue whose words do not end a sentence goes on in the next. Returns false where there is no cue.
 */
export function readSubtitles(builder: ScriptBuilder): boolean {
  let cue: Line[] | null = null;
  let hasCues = false;
  const endCue = (): void => {
    for (const line of cue ?? []) addLine(builder, line);
    cue = null;
  };
  for (const line of splitLines(builder.source)) {
    if (timing.test(line.text)) {
      // The line before may be this cue's number, where no empty line parts the two.
      if (/^\s*\d{1,6}\s*$/u.test(cue?.at(-1)?.text ?? '')) cue?.pop();
      endCue();
      cue = [];
      hasCues = true;
    } else if (line.text.trim() === '') endCue();
    else cue?.push(line);
  }
  endCue();
  return hasCues;
}

function* splitLines(source: string): Generator<Line, void, undefined> {
  for (const { 0: line, index } of source.matchAll(lines)) {
    if (index < source.length) yield { text: line.replace(/[\r\n]+$/u, ''), start: index };
  }
}

/** A dash at the start of a line is the mark of another speaker. */
function addLine(builder: ScriptBuilder, { text, start }: Line): void {
  if (/^\s{0,8}[-–—]/u.test(text)) builder.endBlock(start, 'line');
  let at = 0;
  const addUpTo = (end: number): void => builder.addSource(start + at, start + end);
  for (const { 0: found, 1: name, index } of text.matchAll(markup)) {
    addUpTo(index);
    at = index + found.length;
    const value = references[name ?? ''];
    if (value !== undefined) builder.addDecoded(value, start + index, start + at);
  }
  addUpTo(text.length);
  builder.addReplacement(' ', start + text.length, start + text.length);
}

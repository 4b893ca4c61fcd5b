import type { InputFormat } from '../../contract/input-format.ts';

const ssmlStart = /^\s*(?:<\?xml[^>]{0,200}\?>\s*)?<speak[\s>]/u;
const subtitlesStart =
  /^\ufeff?(?:WEBVTT(?=[\s]|$)|\s{0,20}(?:\d{1,6}\r?\n)?\d{1,3}:\d\d(?::\d\d)?[.,]\d{3} --> \d)/u;
const htmlTag =
  /<(?:!doctype html|html|body|p|div|span|br|h[1-6]|ul|ol|li|table|a|b|i|em|strong)(?:\s[^<>]{0,500})?\/?>/iu;
const markdownSign =
  /^#{1,6} \S|^(?:[-*+]|\d{1,3}\.) \S[^\n]*\n+(?:[-*+]|\d{1,3}\.) \S|\*\*\S[^*\n]{0,300}\*\*|^```|\]\([^\s()]{1,500}\)|^\|[^\n|]{1,300}\|/mu;

/** Guesses how a text is written. */
export function detectFormat(text: string): Exclude<InputFormat, 'auto'> {
  if (ssmlStart.test(text)) return 'ssml';
  if (subtitlesStart.test(text)) return 'subtitles';
  if (htmlTag.test(text)) return 'html';
  return markdownSign.test(text) ? 'markdown' : 'text';
}

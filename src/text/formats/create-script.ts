import { type InputFormat } from '../../contract/input-format.ts';
import { createPlainScript, type Script } from './script.ts';
import { readTaggedText } from './tagged-text.ts';

const ssmlStart = /^\s*(?:<\?xml[^>]{0,200}\?>\s*)?<speak[\s>]/u;
const htmlTag =
  /<(?:!doctype html|html|body|p|div|span|br|h[1-6]|ul|ol|li|table|a|b|i|em|strong)(?:\s[^<>]{0,500})?\/?>/iu;
const markdownSign =
  /^#{1,6} \S|^(?:[-*+]|\d{1,3}\.) \S[^\n]*\n+(?:[-*+]|\d{1,3}\.) \S|\*\*\S[^*\n]{0,300}\*\*|^```|\]\([^\s()]{1,500}\)|^\|[^\n|]{1,300}\|/mu;

export interface ScriptOptions {
  readonly format: InputFormat;
  /** Whether the tags of Kokoro's servers are obeyed in plain text. */
  readonly hasTags: boolean;
}

/** Guesses how a text is written. */
export function detectFormat(text: string): Exclude<InputFormat, 'auto'> {
  if (ssmlStart.test(text)) return 'ssml';
  if (htmlTag.test(text)) return 'html';
  return markdownSign.test(text) ? 'markdown' : 'text';
}

/** Parses a text; parsers are loaded on first use. Rejects with `invalid_value` for SSML that is not allowed. */
export async function createScript(text: string, { format, hasTags }: ScriptOptions): Promise<Script> {
  const known = format === 'auto' ? detectFormat(text) : format;
  switch (known) {
    case 'markdown':
      return (await import('./markdown.ts')).readMarkdown(text);
    case 'html':
      return (await import('./html.ts')).readHtml(text);
    case 'ssml':
      return (await import('./ssml.ts')).readSsml(text);
    case 'text':
      return hasTags ? readTaggedText(text) : createPlainScript(text);
  }
}

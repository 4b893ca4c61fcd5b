import { markdownToText } from './markdown-to-text.ts';

/** What the dialog for opening files offers. */
export const textFileTypes = '.txt,.md,.markdown,text/plain,text/markdown';

/** About ten hours of speech. */
export const MAX_BYTES = 2_000_000;

/** Says why a file cannot be read aloud. */
export class TextFileError extends Error {
  override readonly name = 'TextFileError';
  readonly reason: 'too-long' | 'not-text' | 'empty';

  constructor(reason: TextFileError['reason']) {
    super(reason);
    this.reason = reason;
  }
}

/** Reads a text or Markdown file of any common encoding. Rejects with `TextFileError` for what is not text. */
export async function readTextFile(file: File): Promise<string> {
  if (file.size > MAX_BYTES) throw new TextFileError('too-long');
  const text = decode(new Uint8Array(await file.arrayBuffer()));
  // No text has these, and everything else does.
  if (text.includes('\0')) throw new TextFileError('not-text');
  if (text.trim() === '') throw new TextFileError('empty');
  const isMarkdown = /\.(?:md|markdown)$/i.test(file.name) || file.type === 'text/markdown';
  return isMarkdown ? markdownToText(text) : text.replace(/\r\n?/g, '\n');
}

/** By its byte-order mark; else as UTF-8 where it is that, and as the old Western encoding where not. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

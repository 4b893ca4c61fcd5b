import { markdownToText } from './markdown-to-text.ts';

/** What the dialog for opening files offers. */
export const textFileTypes = '.txt,.md,.markdown,text/plain,text/markdown';

/** About ten hours of speech. */
const MAX_BYTES = 2_000_000;

/** Why a file cannot be read aloud, in words for the person. */
export class TextFileError extends Error {
  override readonly name = 'TextFileError';
}

/** Reads a text or Markdown file of any common encoding. Rejects with `TextFileError` for what is not text. */
export async function readTextFile(file: File): Promise<string> {
  if (file.size > MAX_BYTES) throw new TextFileError(`${file.name} is too long: the limit is 2 MB of text.`);
  const text = decode(new Uint8Array(await file.arrayBuffer()));
  // No text has these, and everything else does.
  if (text.includes('\0')) throw new TextFileError(`${file.name} is not a text file.`);
  if (text.trim() === '') throw new TextFileError(`${file.name} is empty.`);
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

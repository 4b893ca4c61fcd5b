import type { InputFormat } from '../../../contract/input-format.ts';
import { findUnsupportedKind, toFileFormat } from '../../../contract/text-file.ts';
import type { FileProblem } from '../../store/sheet-text.ts';

/** About ten hours of speech. */
export const MAX_BYTES = 2_000_000;

/** So much of a file says what it is, and in which encoding. */
const HEAD_LENGTH = 1_024;

/** Says why a file cannot be read aloud. */
export class TextFileError extends Error {
  override readonly name = 'TextFileError';
  readonly reason: Exclude<FileProblem['reason'], 'unreadable'>;
  /** What kind of file it is, such as `PDF`, where that kind is not supported. */
  readonly kind: string;

  constructor(reason: TextFileError['reason'], kind = '') {
    super(reason);
    this.reason = reason;
    this.kind = kind;
  }
}

/** The text of a file as it is, and how it is written. */
export interface TextFile {
  readonly text: string;
  readonly format: InputFormat;
}

/** Reads a text file of any common encoding. Rejects with `TextFileError` for what is not text or not supported. */
export async function readTextFile(file: File): Promise<TextFile> {
  const head = new TextDecoder('windows-1252').decode(await file.slice(0, HEAD_LENGTH).arrayBuffer());
  const kind = findUnsupportedKind(file, head);
  if (kind !== null) throw new TextFileError('unsupported', kind);
  if (file.size > MAX_BYTES) throw new TextFileError('too-long');
  const format = toFileFormat(file);
  const text = decode(new Uint8Array(await file.arrayBuffer()), format === 'html' ? head : '');
  // No text has these, and everything else does.
  if (text.includes('\0')) throw new TextFileError('not-text');
  if (text.trim() === '') throw new TextFileError('empty');
  return { text: text.replace(/\r\n?/g, '\n'), format };
}

/** By its byte-order mark; else as UTF-8 where it is that, and in what its head names or the old Western encoding where not. */
function decode(bytes: Uint8Array, head: string): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return createDecoder(/\bcharset\s{0,4}=\s{0,4}["']?([\w-]{1,40})/iu.exec(head)?.[1]).decode(bytes);
  }
}

function createDecoder(encoding = 'windows-1252'): TextDecoder {
  try {
    return new TextDecoder(encoding);
  } catch {
    return new TextDecoder('windows-1252');
  }
}

import { parseLexicon, type ParsedEntries } from '../../../text/lexicon/entries.ts';
import { parsePls, PlsError } from '../../../text/lexicon/pls.ts';

/** Thousands of entries have less. */
export const MAX_LEXICON_BYTES = 5_000_000;

/** Says why a file gives no entries. */
export class LexiconFileError extends Error {
  override readonly name = 'LexiconFileError';
  readonly reason: 'broken' | 'document-type' | 'empty' | 'too-long';

  constructor(reason: LexiconFileError['reason'], options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

/** Reads a lexicon from JSON or PLS, which differ in their first character. Rejects with `LexiconFileError`. */
export async function readLexiconFile(file: Blob): Promise<ParsedEntries> {
  if (file.size > MAX_LEXICON_BYTES) throw new LexiconFileError('too-long');
  const text = (await file.text()).replace(/^\ufeff/u, '').trim();
  const parsed = parse(text);
  if (parsed.entries.length === 0) throw new LexiconFileError('empty');
  return parsed;
}

function parse(text: string): ParsedEntries {
  try {
    return text.startsWith('<') ? parsePls(text) : parseLexicon(JSON.parse(text));
  } catch (error) {
    const isRefused = error instanceof PlsError && error.reason === 'document-type';
    throw new LexiconFileError(isRefused ? 'document-type' : 'broken', { cause: error });
  }
}

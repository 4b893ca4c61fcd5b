import { DEFAULT_VOICE_ID } from '../../../contract/voices.ts';
import type { SpeechService } from '../../../page/page-services.ts';
import { detectFormat } from '../../../text/formats/detect-format.ts';
import type { SheetText } from '../../store/sheet-text.ts';
import { readTextFile, TextFileError } from './read-text-file.ts';

/** Needed for a request, and without weight: nothing is spoken. */
const manner = { voice: [{ id: DEFAULT_VOICE_ID, weight: 1 }], language: 'en-us', speed: 1 } as const;

/**
 * Opens a text file for the editor. Of Markdown, HTML and subtitles the words are shown; SSML stays as it is, since its
 * elements say how it is spoken. Rejects with `TextFileError` for what cannot be read.
 */
export async function openTextFile(
  file: File,
  speech: Pick<SpeechService, 'toPlainText'>,
  signal: AbortSignal,
): Promise<SheetText> {
  const { text, format } = await readTextFile(file);
  if (format === 'auto') return { text, inputFormat: 'auto' };
  if (format === 'ssml') return { text, inputFormat: detectFormat(text) === format ? 'auto' : format };
  const words = await speech.toPlainText({ text, format, ...manner }, signal);
  if (words === '') throw new TextFileError('empty');
  // An article about HTML has tags among its words; they are no markup any more.
  return { text: words, inputFormat: detectFormat(words) === 'text' ? 'auto' : 'text' };
}

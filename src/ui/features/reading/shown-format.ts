import type { InputFormat } from '../../../contract/input-format.ts';
import type { AppState } from '../../store/state.ts';

/** Names that are the same in all languages; that of plain text is a message. */
export const formatNames: Partial<Record<InputFormat, string>> = {
  markdown: 'Markdown',
  html: 'HTML',
  ssml: 'SSML',
};

/** How the text is taken to be written: as the user says, or as it looks. */
export function toShownFormat({ settings, check }: AppState): Exclude<InputFormat, 'auto'> {
  const { inputFormat } = settings;
  return inputFormat === 'auto' ? (check?.format ?? 'text') : inputFormat;
}

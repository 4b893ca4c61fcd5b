import type { InputFormat } from '../../../contract/input-format.ts';
import type { AppState } from '../../store/state.ts';
import type { Words } from '../../words/words.ts';

type ShownFormat = Exclude<InputFormat, 'auto'>;

/** Names that are the same in all languages. */
const names: Partial<Record<InputFormat, string>> = { markdown: 'Markdown', html: 'HTML', ssml: 'SSML' };

/** Names a format in the language of the page. */
export function toFormatName(format: ShownFormat, { say }: Words): string {
  return names[format] ?? say(format === 'subtitles' ? 'reading.subtitles' : 'reading.text');
}

/** How the text is taken to be written: as the user says, or as it looks. */
export function toShownFormat({ settings, check }: AppState): ShownFormat {
  const { inputFormat } = settings;
  return inputFormat === 'auto' ? (check?.format ?? 'text') : inputFormat;
}

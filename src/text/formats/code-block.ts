import type { Language } from '../../contract/language.ts';
import type { ReadingRequest } from '../../contract/request.ts';
import type { ScriptBuilder } from './script-builder.ts';
import type { WrittenText } from './tagged-text.ts';

const announcements: Readonly<Record<Language, string>> = {
  'en-us': 'Code block.',
  'en-gb': 'Code block.',
  es: 'Bloque de código.',
  fr: 'Bloc de code.',
  hi: 'कोड ब्लॉक।',
  it: 'Blocco di codice.',
  ja: 'コードブロック。',
  'pt-br': 'Bloco de código.',
  zh: '代码块。',
};

/** Leaves a block of a program out, reads it, or says that it is there, as the request asks. */
export function sayCodeBlock(
  builder: ScriptBuilder,
  { value, start, end }: WrittenText,
  { code = 'skip' }: ReadingRequest,
): void {
  if (code === 'announce') builder.addReplacement(announcements[builder.manner.language], start, end);
  if (code !== 'read' || value === '') return;
  const from = builder.source.indexOf(value.split('\n', 1)[0] ?? '', start);
  builder.addDecoded(value, from < 0 ? start : from, end);
}

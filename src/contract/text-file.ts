import type { InputFormat } from './input-format.ts';

/** How files are written, by the ends of their names; `auto` looks at the text. */
const formats: Readonly<Record<string, InputFormat>> = {
  htm: 'html',
  html: 'html',
  markdown: 'markdown',
  md: 'markdown',
  mdown: 'markdown',
  srt: 'subtitles',
  ssml: 'ssml',
  txt: 'auto',
  vtt: 'subtitles',
  xhtml: 'html',
};

const formatsByType: Readonly<Record<string, InputFormat>> = {
  'application/ssml+xml': 'ssml',
  'application/x-subrip': 'subtitles',
  'application/xhtml+xml': 'html',
  'text/html': 'html',
  'text/markdown': 'markdown',
  'text/vtt': 'subtitles',
};

/** What the dialog for opening files offers. */
export const TEXT_FILE_TYPES = [
  ...Object.keys(formats).map((ending) => `.${ending}`),
  'text/plain',
  ...Object.keys(formatsByType),
].join(',');

/** Documents and data that hold text, and that Sotto does not read yet. */
const unsupported = new Set(
  'azw azw3 bib djvu doc docm docx eml epub fb2 ipynb json jsonl key mobi numbers odp ods odt pages pdf plist ppt pptx ps rtf sqlite tex xls xlsx zip'.split(' '),
); // oxfmt-ignore

/** How such files begin, whatever their names. */
const beginnings: readonly (readonly [string, string])[] = [
  ['%PDF-', 'PDF'],
  ['{\\rtf', 'RTF'],
  ['PK\u0003\u0004', 'ZIP'],
];

type NamedFile = Pick<File, 'name' | 'type'>;

/** Says how a text file is written. */
export function toFileFormat({ name, type }: NamedFile): InputFormat {
  return formats[toEnding(name)] ?? formatsByType[type] ?? 'auto';
}

/**
 * Names the kind of a document that Sotto does not read yet, such as `PDF`; null for all others. `head` is how the file
 * begins.
 */
export function findUnsupportedKind({ name }: NamedFile, head: string): string | null {
  const ending = toEnding(name);
  if (unsupported.has(ending)) return ending.toUpperCase();
  return beginnings.find(([beginning]) => head.startsWith(beginning))?.[1] ?? null;
}

function toEnding(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

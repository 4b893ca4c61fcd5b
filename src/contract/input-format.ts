/** How a text is written; `auto` looks at it and decides. */
export const INPUT_FORMATS = ['text', 'markdown', 'html', 'ssml', 'subtitles', 'auto'] as const;
/** One of `INPUT_FORMATS`. */
export type InputFormat = (typeof INPUT_FORMATS)[number];

/** What is done with blocks of programs: left out, read, or named. */
export const CODE_READINGS = ['skip', 'read', 'announce'] as const;
/** One of `CODE_READINGS`. */
export type CodeReading = (typeof CODE_READINGS)[number];

/** How tables are read: row after row, or with the heading of its column before each cell. */
export const TABLE_READINGS = ['rows', 'headings'] as const;
/** One of `TABLE_READINGS`. */
export type TableReading = (typeof TABLE_READINGS)[number];

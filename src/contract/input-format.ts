/** How a text is written; `auto` looks at it and decides. */
export const INPUT_FORMATS = ['text', 'markdown', 'html', 'ssml', 'auto'] as const;
export type InputFormat = (typeof INPUT_FORMATS)[number];

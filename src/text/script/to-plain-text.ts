import type { Script } from '../../contract/script.ts';

/** Gives what is spoken of a script as a text, with an empty line between blocks, and without white space that only lays out. */
export function toPlainText({ items }: Script): string {
  return items
    .map((item) => (item.kind === 'run' ? item.text : ' '))
    .join('')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

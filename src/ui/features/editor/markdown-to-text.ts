/**
 * What is replaced line by line and within lines, in this order. What stands between two marks has a limit, so that a
 * text full of marks that are never closed takes no longer than another.
 */
const rules: readonly (readonly [RegExp, string])[] = [
  // Front matter, comments and the fences of code; what is inside a fence is still read.
  [/^---\n[\s\S]*?\n---\n/, ''],
  [/<!--[\s\S]{0,2000}?-->/g, ''],
  [/^ {0,3}(?:```|~~~).*$/gm, ''],
  // Rules, and the lines under headings and under the head of a table.
  [/^ {0,3}(?:(?:[-*_] *){3,}|=+|\|?[ :|-]*-{3}[ :|-]*)$/gm, ''],
  [/^ {0,3}#{1,6} +(.*?)(?: +#+)?$/gm, '$1'],
  [/^(?: {0,3}> ?)+/gm, ''],
  [/^(\s*)[-*+] +(?:\[[ xX]\] +)?/gm, '$1'],
  // Targets of links that stand by themselves, and notes.
  [/^ {0,3}\[[^\]]+\]: .*$/gm, ''],
  [/\[\^[^\]]{1,400}\]/g, ''],
  [/!\[([^\]]{0,400})\](?:\([^)]{0,2000}\)|\[[^\]]{0,400}\])/g, '$1'],
  [/\[([^\]]{1,400})\](?:\([^)]{0,2000}\)|\[[^\]]{0,400}\])/g, '$1'],
  [/<((?:https?|mailto):[^>]{1,2000})>/g, '$1'],
  [/<\/?[a-zA-Z][^>]{0,400}>/g, ''],
  [/(?<!\\)(\*\*|__)(?=\S)([\s\S]{0,400}?[^\s\\])\1/g, '$2'],
  [/(?<![\p{L}\p{N}*_\\])([*_])(?=\S)([^\n]{0,400}?[^\s\\])\1(?![\p{L}\p{N}*_])/gu, '$2'],
  [/~~(?=\S)([\s\S]{0,400}?\S)~~/g, '$1'],
  [/`{1,3}([^`\n]{1,400})`{1,3}/g, '$1'],
  [/^\||\|$/gm, ''],
  [/ *\| */g, ', '],
  [/\\([\\`*_{}[\]()#+.!>~|-])/g, '$1'],
  [/[ \t]+$/gm, ''],
  [/\n{3,}/g, '\n\n'],
];

/** Takes the marks out of Markdown, so that only what a person would read aloud is left. */
export function markdownToText(markdown: string): string {
  const plain = markdown.replace(/\r\n?/g, '\n');
  return rules.reduce((text, [mark, rest]) => text.replace(mark, rest), plain).trim();
}

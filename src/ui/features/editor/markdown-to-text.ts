/** Rules for single lines, in this order. Each is anchored at the line's beginning, so that it takes linear time. */
const lineRules: readonly (readonly [RegExp, string])[] = [
  // The fences of code; what is inside a fence is still read.
  [/^ {0,3}(?:```|~~~).*$/, ''],
  // Rules, and the lines under headings and under the head of a table.
  [/^ {0,3}(?:(?:[-*_] *){3,}|=+)$/, ''],
  [/^(?=[^-]*---)[ :|-]+$/, ''],
  [/^(?: {0,3}> ?)+/, ''],
  [/^(\s*)[-*+] +(?:\[[ xX]\] +)?/, '$1'],
  // Targets of links that stand by themselves, and notes.
  [/^ {0,3}\[[^\]]+\]: .*$/, ''],
];

/**
 * What is replaced within lines, in this order. What stands between two marks has a limit, so that a text full of marks
 * that are never closed takes no longer than another.
 */
const inlineRules: readonly (readonly [RegExp, string])[] = [
  [/\[\^[^\]]{1,400}\]/g, ''],
  [/!\[([^\]]{0,400})\](?:\([^)]{0,2000}\)|\[[^\]]{0,400}\])/g, '$1'],
  [/\[([^\]]{1,400})\](?:\([^)]{0,2000}\)|\[[^\]]{0,400}\])/g, '$1'],
  [/<((?:https?|mailto):[^>]{1,2000})>/g, '$1'],
  [/<\/?[a-zA-Z][^>]{0,400}>/g, ''],
  [/(?<!\\)(\*\*|__)(?=\S)([\s\S]{0,400}?[^\s\\])\1/g, '$2'],
  [/(?<![\p{L}\p{N}*_\\])([*_])(?=\S)([^\n]{0,400}?[^\s\\])\1(?![\p{L}\p{N}*_])/gu, '$2'],
  [/~~(?=\S)([\s\S]{0,400}?\S)~~/g, '$1'],
  [/`{1,3}([^`\n]{1,400})`{1,3}/g, '$1'],
];

/** Takes the marks out of Markdown, so that only what a person would read aloud is left. Takes linear time. */
export function markdownToText(markdown: string): string {
  const plain = withoutFrontMatter(markdown.replace(/\r\n?/g, '\n')).replace(/<!--[\s\S]{0,2000}?-->/g, '');
  const lines = plain.split('\n').map(toPlainLine).join('\n');
  const words = replaceAll(lines, inlineRules).split('\n').map(toReadCells).join('\n');
  return words.replace(/\n{3,}/g, '\n\n').trim();
}

function replaceAll(text: string, rules: typeof lineRules): string {
  return rules.reduce((rest, [mark, replacement]) => rest.replace(mark, replacement), text);
}

function withoutFrontMatter(text: string): string {
  if (!text.startsWith('---\n')) return text;
  const end = text.indexOf('\n---\n', 3);
  return end < 0 ? text : text.slice(end + 5);
}

function toPlainLine(line: string): string {
  const heading = /^ {0,3}#{1,6} +/.exec(line)?.[0];
  return heading === undefined ? replaceAll(line, lineRules) : withoutClosing(line.slice(heading.length));
}

/** Takes off the number signs that may close a heading, and the spaces before them. */
function withoutClosing(heading: string): string {
  let end = heading.length;
  while (heading.charAt(end - 1) === '#') end -= 1;
  return heading.charAt(end - 1) === ' ' ? heading.slice(0, end).trimEnd() : heading;
}

/** Separates the cells of a table by commas, and resolves escaped marks. */
function toReadCells(line: string): string {
  const cells = line.replace(/^\||\|$/g, '').split('|');
  const trimmed = cells.map((cell, index) => {
    const start = index === 0 ? cell : cell.trimStart();
    return index === cells.length - 1 ? start : start.trimEnd();
  });
  return trimmed
    .join(', ')
    .replace(/\\([\\`*_{}[\]()#+.!>~|-])/g, '$1')
    .trimEnd();
}

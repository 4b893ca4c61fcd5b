const MAX_NAME_LENGTH = 60;

/** Names a take after the beginning of its text, cut at a word where there are spaces. */
export function toTakeName(text: string): string {
  const line = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const letters = Array.from(line);
  if (letters.length <= MAX_NAME_LENGTH) return line;
  const start = letters.slice(0, MAX_NAME_LENGTH).join('');
  const space = start.lastIndexOf(' ');
  return `${(space > MAX_NAME_LENGTH / 2 ? start.slice(0, space) : start).trimEnd()}…`;
}

/** Converts a name to one that every file system takes. */
export function toFileStem(name: string): string {
  const words = name.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const stem = Array.from(words.slice(0, 8).join('-').toLowerCase()).slice(0, 60).join('');
  return stem === '' ? 'take' : stem;
}

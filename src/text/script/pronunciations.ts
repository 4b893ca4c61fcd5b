import type { Run, Script } from '../../contract/script.ts';

const phonemes = /^\/([^/]{1,400})\/$/u;

/**
 * Applies a list of words, or phrases, and how they are said: as other words, or as phonemes between slashes. A name in
 * small letters stands for itself in any case, one with a capital for itself alone. Only whole words are meant, and
 * nothing whose markup says already how it is said.
 */
export function applyPronunciations(script: Script, list: Readonly<Record<string, string>>): Script {
  const names = Object.keys(list).filter((name) => name.trim() !== '');
  if (names.length === 0) return script;
  const said = new Map(names.map((name) => [name.trim().replace(/\s+/gu, ' '), list[name] ?? '']));
  // The longest first, so that a phrase goes before its words.
  const sorted = names.toSorted((one, other) => other.length - one.length).map(toPattern);
  const word = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${sorted.join('|')})(?![\\p{L}\\p{M}\\p{N}])`, 'giu');
  const items = script.items.flatMap((item) => {
    const isLiteral = item.kind === 'run' && item.text.length === item.source.end - item.source.start;
    if (!isLiteral || item.phonemes !== undefined || item.saidBy !== undefined) return [item];
    return sayWords(item, word, (found) => said.get(found) ?? said.get(found.toLowerCase()));
  });
  return { ...script, items };
}

function toPattern(name: string): string {
  const spaced = name
    .trim()
    .split(/\s+/u)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return spaced.join('\\s{1,4}');
}

function sayWords(run: Run, word: RegExp, find: (found: string) => string | undefined): Run[] {
  const runs: Run[] = [];
  const { start } = run.source;
  let from = 0;
  const add = (to: number, said: Partial<Run>): void => {
    const source = { start: start + from, end: start + to };
    if (to > from) runs.push({ ...run, text: run.text.slice(from, to), source, ...said });
    from = to;
  };
  for (const { index, 0: found } of run.text.matchAll(word)) {
    const how = find(found.replace(/\s+/gu, ' '));
    if (how === undefined) continue;
    const given = phonemes.exec(how)?.[1];
    add(index, {});
    add(index + found.length, {
      saidBy: 'user',
      ...(given === undefined ? { text: how } : { phonemes: given }),
    });
  }
  add(run.text.length, {});
  return runs;
}

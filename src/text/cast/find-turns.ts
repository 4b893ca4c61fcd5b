import type { TextSlice } from '../sentences/slice.ts';

/** What somebody says: from the name at the start of a line to the next such line. */
export interface Turn extends TextSlice {
  /** As it is written. */
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  /** Where what is said begins, behind the colon and the space. */
  readonly textStart: number;
}

/** A name: up to four words, the first with a capital or in a script without capitals; Markdown's strong type around it. */
const lineStart =
  /[^\S\n]{0,12}(?:[-–—][^\S\n])?(?<open>\*{0,3}|_{0,3})(?<name>(?=[\p{Lu}\p{Lt}\p{Lo}])[\p{L}\p{M}\p{N}.'’-]{1,30}(?:[^\S\n][\p{L}\p{M}\p{N}.'’&-]{1,20}){0,3})(?<close>(?:[*_]{0,3})[:：][*_]{0,3})(?=\s|[^\s/\d])[^\S\n]{0,12}/uy;

/**
 * Finds the turns of a text whose lines begin with names. Only where there are at least two names, or one at least twice:
 * a colon in prose makes no cast. `known` names count in any case. Takes linear time.
 */
export function findTurns(text: string, known?: ReadonlySet<string>): Turn[] {
  const turns: Turn[] = [];
  for (let at = 0; at < text.length;) {
    const found = matchName(text, at);
    if (found !== null && (known === undefined || known.has(found.name))) {
      const last = turns.pop();
      if (last !== undefined) turns.push({ ...last, end: at });
      turns.push({ ...found, start: at, end: text.length });
    }
    const lineEnd = text.indexOf('\n', at);
    at = lineEnd < 0 ? text.length : lineEnd + 1;
  }
  return known === undefined && turns.length < 2 ? [] : turns;
}

/** Lists who speaks, in the order of their first lines. */
export function listNames(turns: readonly Turn[]): string[] {
  return [...new Set(turns.map(({ name }) => name))];
}

function matchName(text: string, at: number): Omit<Turn, 'end' | 'start'> | null {
  lineStart.lastIndex = at;
  const found = lineStart.exec(text);
  const { name, open = '', close = '' } = found?.groups ?? {};
  if (found === null || name === undefined) return null;
  const textStart = at + found[0].length;
  const nameStart = text.indexOf(name, at + open.length);
  // A name of nothing but a number, an address or a heading of a list is none.
  if (/^(?:https?|file|mailto)$/iu.test(name) || isLineEmpty(text, textStart)) return null;
  const marks = close.replace(/[:：]/u, '');
  if (open !== '' && marks !== open) return null;
  return { name, nameStart, nameEnd: nameStart + name.length, textStart };
}

/** Whether nothing is said on the line, as under the heading of a list. */
function isLineEmpty(text: string, at: number): boolean {
  return at >= text.length || /\s/u.test(text.charAt(at));
}

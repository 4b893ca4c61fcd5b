import signByMark from './punctuation.json' with { type: 'json' };

const signs: ReadonlyMap<string, string> = new Map(Object.entries(signByMark));

// Inside a word these may belong to it: 3.14, 10:30, well-known, example.com.
const innerMarks: ReadonlySet<string> = new Set(';:,.!?-‐‑');

/** A regular expression class of every mark that parts words at their edges. */
export const markClass = toClass([...signs.keys()]);

/** A regular expression class of the marks that part words wherever they stand. */
export const partingMarkClass = toClass([...signs.keys()].filter((mark) => !innerMarks.has(mark)));

/** A regular expression class of what may be an apostrophe or a single quote. */
export const apostropheClass = "['’‘‚‛`´]";

/** Converts a run of marks to Kokoro's signs: `?!`, `…` for `...`, `—` for `--`, curly quotes for guillemets. */
export function toKokoroSigns(run: string): string {
  const joined = run.replace(/\.{2,}/gu, '…').replace(/[-‐‑]{2,}/gu, '—');
  let converted = '';
  for (const mark of joined) converted += signs.get(mark) ?? '';
  // A wall of exclamation marks says no more than three, and would fill the model's input.
  return converted.replace(/([—…])\1+/gu, '$1').replace(/(.)\1{3,}/gu, '$1$1$1');
}

function toClass(marks: readonly string[]): string {
  return `[${marks.map((mark) => `\\u{${(mark.codePointAt(0) ?? 0).toString(16)}}`).join('')}]`;
}

import { findSilentRule } from '../silent-rules.ts';
import { leaveOut, matchAt, type Reading, say, type Scan, wordBefore } from '../scan/scan.ts';

const dots = /\.(?: ?\.){2,20}/uy;
const dashes = /-{2,20}/uy;
const spacedDash = /[-–](?= |$)/uy;
const pausing = /[.,;:!?…—"'’()“”«»„‹›‘‚¿¡।॥。、！？；：，]/uy;

/** Reads punctuation that the voices know; any other sign is silent by the rule for its kind. */
export function readMark({ text }: Scan, at: number): Reading {
  const part = (spoken: string, end: number): Reading => ({
    end,
    parts: [{ spoken, start: at, end, kind: 'mark' }],
  });
  const row = matchAt(dots, text, at);
  if (row !== null) return part('…', at + row[0].length);
  const long = matchAt(dashes, text, at);
  const isFirst = text.search(/\S/u) === at;
  if (long !== null) {
    const end = at + long[0].length;
    return isFirst ? leaveOut('hyphen', at, end) : part('—', end);
  }
  // A dash at the beginning is the mark of a list or of a speaker.
  if (isFirst && /[-–—]/u.test(text.charAt(at))) return leaveOut('hyphen', at, at + 1);
  if (matchAt(spacedDash, text, at) !== null && /\s/u.test(text.charAt(at - 1))) return part('—', at + 1);
  if (text.charAt(at) === '–') return part('—', at + 1);
  if (matchAt(pausing, text, at) !== null) return part(text.charAt(at), at + 1);
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return leaveOut(findSilentRule(character), at, at + character.length);
}

const citation = /(?:\[(?:\d{1,3}|[a-z]|note \d{1,3}|citation needed)(?:[,;–-] ?\d{1,3}){0,20}\]){1,20}/iuy;
const modelCitation = /【[^【】]{0,60}】|\uE200[^\uE201]{0,200}\uE201/uy;
const raised = /[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:[,⁻–][⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})*/uy;
const trademark = /[™®℠]/uy;

/** What has two ends: `the interval [5, 10]`. */
const rangeWord = /(?:^|')(?:interval|range|between|intervalo|rango|entre|intervalle|plage|intervallo|tra)$/u;
/** What has several members: `the list [3, 1]`, `a set of [2, 3]`, but not `the training set [12, 13]`. */
const listWord =
  /(?:(?:^|[^\p{L}])(?:an?|the|el|la|las|un|una|il|lo|le|une|o|os|as|um|uma) |['’])(?:list|array|set|tuple|sequence|vector|domain|lista|liste|tableau|vecteur|vettore|vetor)(?: of)? $|(?<!\p{L})(?:lists?|arrays?|sets?|tuples?|sequences?|vectors?|domain) of $/iu;
/** `a[1]`, but no ending or unit of a number: `1990s[1]`, `1,234 m[2]`. */
const singleName = /(?<![\p{L}\p{M}\p{N}']|\p{N} )\p{Ll}$/u;
/** A sign before brackets; `C++ [1]` and `A* [4]` are names with a note. */
const signBefore = /(?:[=∈∉≠×[]|[\p{L}\p{N})\]] [+*]) ?$/u;
const indexed = /(?<![\p{L}\p{M}\p{N}_'’])[\p{L}_][\p{L}\p{N}_]{0,20}$/u;
const CONTEXT = 200;

/** `[0, 1]`, `x = [1, 2]`, `arr[1] + arr[2]`: brackets that are no citation. */
function isFormula(scan: Scan, at: number, end: number): boolean {
  const { text } = scan;
  const before = text.slice(Math.max(0, at - CONTEXT), at);
  // `a[0][1]`
  const chain = /(?<=[\p{L}\p{N}_])(?:\[[\p{L}\p{N}_]{1,12}\]){1,4}$/u.exec(before)?.[0].length ?? 0;
  if (chain > 0) return isFormula(scan, at - chain, at);
  if (/(?<!\d)0(?!\d)/u.test(text.slice(at, end))) return true;
  if (signBefore.test(before) || /^(?:\]| ?[=+×÷≤≥<>^∈])/u.test(text.slice(end, end + 2))) return true;
  const [first = '', second, third] = text.slice(at + 1, end - 1).split(',');
  if (second !== undefined && listWord.test(before)) return true;
  const word = before.replace(/ of $/u, ' ');
  const isRange = third === undefined && Number(first) < Number(second);
  if (isRange && rangeWord.test(wordBefore(word, word.length))) return true;
  const name = indexed.exec(before)?.[0];
  if (name === undefined) return false;
  if (singleName.test(before)) return true;
  if (new RegExp(String.raw`(?<![\p{L}_])${name} ?=(?!=)`, 'u').test(before)) return true;
  return isNameOfMany(scan, { before, name, end });
}

const nounBefore = /(?:^|\s)(?:an?|the|this|that|his|her|its|our|their|my|your|each|every|of|in) $/iu;

/** `arr[1] and arr[2]`: a note may stand behind a word twice, too, but hardly behind a short one without an article. */
function isNameOfMany(
  { text, grammar }: Scan,
  { before, name, end }: { readonly before: string; readonly name: string; readonly end: number },
): boolean {
  const left = before.slice(0, -name.length);
  const rest = text.slice(end, end + CONTEXT);
  const isShort = name.length <= 3 || name.includes('_') || /=/u.test(left + rest);
  if (!isShort || nounBefore.test(left) || grammar.functionWords.has(name.toLowerCase())) return false;
  const again = new RegExp(String.raw`(?<![\p{L}\p{N}_])${name}\[`, 'u');
  return again.test(left) || again.test(rest);
}

/** Citations and marks of footnotes are silent, as are signs of registration behind a name. */
export function readFootnote(scan: Scan, at: number): Reading | null {
  const { text } = scan;
  const before = text.slice(Math.max(0, at - 2), at);
  const bracket = before === '' ? null : matchAt(citation, text, at);
  const cited = bracket !== null && isFormula(scan, at, at + bracket[0].length) ? null : bracket;
  const match =
    matchAt(modelCitation, text, at) ??
    ((cited !== null && !/[\p{L}_]$/u.test(before)) || (cited !== null && /\p{Ll}$/u.test(before))
      ? cited
      : null) ??
    (/[\p{Ll}.,;:!?)”"»]$/u.test(before) ? matchAt(raised, text, at) : null) ??
    (before === '' ? null : matchAt(trademark, text, at));
  if (match === null) return null;
  const rule = /^[™®℠]/u.test(match[0]) ? 'registration' : 'note';
  return leaveOut(rule, at, at + match[0].length);
}

const keycaps = /[\d#*]\ufe0f?\u20e3/gu;
const emoji =
  /(?:\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3|\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f)?(?:\u200d\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f)?){0,8})/uy;
const pictures =
  /^(?:[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\s\p{P}0-9#*]|\ufe0f|\u200d|\u20e3)*$/u;
const emoticon = /(?:[:;=]['-]?[)(DPpOo|\\*]{1,5}|:'\(|:-?\/(?!\/)|<\/?3|\^_\^|-_-)(?=$|[\s.,!?])/uy;

/** `I <3 you`: persons love, they are not less than three. */
const loving = /(?:^|[\s"“(])(?:I|we|you|they|yo|je|j'|io|eu|nous|noi|nós) $/iu;

/** Faces of signs beside words are silent, as emoji are; `<3` is one where nothing follows that it could be less than. */
export function readEmoticon({ text }: Scan, at: number): Reading | null {
  const match = /^\s$/u.test(text.charAt(at - 1)) ? matchAt(emoticon, text, at) : null;
  if (match === null) return null;
  const end = at + match[0].length;
  const isLoved =
    loving.test(text.slice(Math.max(0, at - 8), at)) && /^ \p{L}/u.test(text.slice(end, end + 2));
  const isCompared =
    !/^\s*(?:$|[.!?:;]|x[dD](?!\p{L}))/u.test(text.slice(end, end + 4)) ||
    !/(?:\p{L}{3}|(?<!\p{L})(?:u|ya|me|us|it|yo)|[!.…]) $/u.test(text.slice(Math.max(0, at - 4), at));
  const isBehindFace = /[:;=]['-]?[)DPp] $/u.test(text.slice(Math.max(0, at - 4), at));
  return match[0].startsWith('<') && isCompared && !isLoved && !isBehindFace
    ? null
    : leaveOut('face', at, end);
}

const answer = /[✅❌✔✖☑❎⭕🚫⚠⭐🟢🟡🔴✓✗✘]/u;
const plainAnswers: Readonly<Record<string, string>> = { '✓': '✔', '✗': '❌', '✘': '❌' };

/** `Speed, ✅, ❌`: the cell of a table, or what stands behind a colon, is an answer. */
function isAnswer(text: string, at: number, end: number): boolean {
  const isAlone =
    /[,:] ?⭐{0,4}$/u.test(text.slice(Math.max(0, at - 6), at)) &&
    /^⭐{0,4} ?(?:[,;.]|$)/u.test(text.slice(end, end + 6));
  return isAlone && answer.test(text.slice(at, end));
}

const style = /\p{Emoji_Modifier}|\ufe0f/gu;

/** Emoji beside words are silent; a sentence of emoji alone is named. */
export function readEmoji({ text }: Scan, at: number): Reading | null {
  const match = matchAt(emoji, text, at) ?? matchAt(/[✓✗✘]/uy, text, at);
  if (match === null) return null;
  const plain = plainAnswers[match[0]];
  if (plain !== undefined) return isAnswer(text, at, at + 1) ? say(plain, at, at + 1) : null;
  const end = at + match[0].length;
  const isNamed =
    isAnswer(text, at, end) || (pictures.test(text) && !/[\p{L}\p{N}]/u.test(text.replace(keycaps, '')));
  return isNamed ? say(match[0].replace(style, ''), at, end) : leaveOut('emoji', at, end);
}

import abbreviationList from './abbreviations.json' with { type: 'json' };
import { boundPattern } from './bound-names.ts';
import { emoticon } from './tag-signs.ts';
import type { BareToken } from './token.ts';

const abbreviations: ReadonlySet<string> = new Set(abbreviationList);

const chunks = new RegExp(`(?:${boundPattern}|[^\\s\\p{Cc}\\p{Zl}\\p{Zp}])+`, 'gu');
const address =
  /^(?:[a-z]+:\/\/|www\.|mailto:)|^[^\s@]+@[^\s@]+$|^[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|edu|gov|io|pdf|html?)(?:\/|$)/iu;
// A run of one sign, or a single sign. A sign that belongs to a number or a short form is none of these.
const openingSign =
  /^(?:([-=*_~#.+])\1+|["“”„«»‹›‘’'`´([{<¡¿…—–*_~]|[.,;:!?](?!\p{Nd})|-(?![\p{L}\p{Nd}])|[$£€](?=[.\p{Nd}]))/u;
const closingSigns = new Set('"“”„«»‹›‘’\'`´)]}>…—–*_~.,;:!?-');
const repeatedSigns = new Set('-=*_~#.!?,;:');
const innerSign =
  /(["“”„«»()[\]{}…—]|\.{2,}|-{2,}|–|(?<=[\p{L}\p{Nd}])[-/](?=[\p{L}\p{Nd}])|(?<=\p{L})[,;:!?]+(?=\p{L})|(?<=\p{Ll}{2})\.(?=\p{Lu}\p{Ll})|[/&+=<>*~|\\^$£€])/u;
const contraction = /^(.*\p{L})(n['’]t|['’](?:s|m|d|ll|re|ve))$/iu;
const dotted = /^(?:\p{L}{1,2}\.)+\p{L}{1,2}$/u;
const elided =
  /^['’](?:em|cause|cos|cuz|til|tis|twas|twere|twould|bout|round|ello|nuff|fraid|kay|n['’]?|s|m|d|ll|re|ve|\d0s|\d\d)[.,;:!?…”")\]]*$/iu;

/** Cuts a text into words, parts of words and signs; together they cover all of it but white space, in order. */
export function tokenize(text: string): BareToken[] {
  const matches = [...text.matchAll(chunks)];
  return matches.flatMap(({ 0: chunk, index: start }, at) => {
    const hasSpaceBehind = start + chunk.length < text.length;
    return cutChunk(chunk, { start, hasSpaceBehind, isLast: at === matches.length - 1 });
  });
}

interface ChunkPlace {
  readonly start: number;
  readonly hasSpaceBehind: boolean;
  readonly isLast: boolean;
}

function cutChunk(chunk: string, { start, hasSpaceBehind, isLast }: ChunkPlace): BareToken[] {
  if (emoticon.test(chunk)) return [{ text: chunk, start, hasSpaceBehind }];
  const opening: string[] = [];
  const closing: string[] = [];
  let core = chunk;
  for (let sign = matchOpening(core); sign !== undefined; sign = matchOpening(core)) {
    opening.push(sign);
    core = core.slice(sign.length);
  }
  for (let sign = matchClosing(core); sign !== undefined; sign = matchClosing(core)) {
    if (sign === '.' && isAbbreviated(core.slice(0, -1), isLast && closing.length === 0)) break;
    closing.push(sign);
    core = core.slice(0, -sign.length);
  }
  const inner = core === '' || address.test(core) ? [core] : cutCore(core);
  let at = start;
  const all = [...opening, ...inner, ...closing.reverse()].filter((part) => part !== '');
  return all.map((part, index) => {
    const token = { text: part, start: at, hasSpaceBehind: hasSpaceBehind && index === all.length - 1 };
    at += part.length;
    return token;
  });
}

function matchOpening(core: string): string | undefined {
  return elided.test(core) ? undefined : openingSign.exec(core)?.[0];
}

function matchClosing(core: string): string | undefined {
  const last = core.charAt(core.length - 1);
  let start = core.length - 1;
  while (repeatedSigns.has(last) && core.charAt(start - 1) === last) start -= 1;
  return closingSigns.has(last) || core.length - start > 1 ? core.slice(start) : undefined;
}

/** Whether the point behind a word is part of it and no sign to pause. */
function isAbbreviated(word: string, endsText: boolean): boolean {
  if (endsText) return false;
  return dotted.test(word) || /^\p{Lu}$/u.test(word) || abbreviations.has(word.toLowerCase());
}

function cutCore(core: string): string[] {
  const parts = core.split(innerSign).filter((part) => part !== '');
  return parts.flatMap((part) => {
    const [, word, ending] = contraction.exec(part) ?? [];
    return word === undefined || ending === undefined ? [part] : [word, ending];
  });
}

import { toCharacterKind } from './character-kind.ts';
import type { Dictionary } from './dictionary.ts';
import overridesJson from './overrides.json' with { type: 'json' };

/** A word of a Japanese text; offsets count UTF-16 units. */
export interface Morpheme {
  readonly start: number;
  readonly end: number;
  readonly surface: string;
  /** How it is spoken, in katakana; empty where nothing says. */
  readonly pronunciation: string;
  readonly isListed: boolean;
}

/** A word that may stand at a place. */
interface Candidate {
  readonly end: number;
  readonly id: number;
  readonly cost: number;
  /** In the dictionary; -1 for a word that is not listed. */
  readonly entry: number;
  /** Where an override says how it is spoken. */
  readonly pronunciation: string;
}

/** A word with the best way to it. */
interface Node extends Candidate {
  readonly start: number;
  readonly score: number;
  readonly before: Node | null;
}

/** Both ends of a text have this id. */
const EDGE = 0;
/** The id of a common noun, which a word of its own is taken for. */
const NOUN = 1285;
const MAX_GROUP = 24;
/** Less than any listed words cost that are as long together. */
const toOverrideCost = ({ length }: string): number => -2000 * Math.max(0, length - 3);

const overrides = Object.entries(overridesJson);

const ownWord = /(?<![^\s])[ァ-ヶー]+(?![^\s])/gu;

/**
 * Cuts a Japanese text into words: of all ways through the words that may stand in it, the one that costs least (Viterbi's
 * algorithm). Spaces part words. What is katakana between spaces is one word.
 */
export function findMorphemes(text: string, dictionary: Dictionary): Morpheme[] {
  const own = new Map(
    Array.from(text.matchAll(ownWord), ({ 0: word, index }) => [index, index + word.length]),
  );
  const ending = Array.from({ length: text.length + 1 }, (): Node[] => []);
  ending[0]?.push({
    start: 0,
    end: 0,
    id: EDGE,
    cost: 0,
    entry: -1,
    pronunciation: '',
    score: 0,
    before: null,
  });
  for (let at = 0; at < text.length; at += 1) {
    const before = ending[at] ?? [];
    if (before.length === 0) continue;
    if (/\s/u.test(text.charAt(at))) {
      ending[at + 1]?.push(...before);
      continue;
    }
    const ownEnd = own.get(at);
    const candidates =
      ownEnd === undefined
        ? listCandidates(text, at, dictionary)
        : [{ end: ownEnd, id: NOUN, cost: 0, entry: -1, pronunciation: '' }];
    for (const candidate of candidates) {
      const [best, score] = findBest(before, candidate.id, dictionary);
      ending[candidate.end]?.push({ ...candidate, start: at, score: score + candidate.cost, before: best });
    }
  }
  const [last] = findBest(ending[text.length] ?? [], EDGE, dictionary);
  return toMorphemes(text, last, dictionary);
}

function findBest(
  nodes: readonly Node[],
  id: number,
  dictionary: Dictionary,
): [best: Node | null, score: number] {
  let [best, score]: [Node | null, number] = [null, Infinity];
  for (const node of nodes) {
    const total = node.score + dictionary.linkCost(node.id, id);
    if (total < score) [best, score] = [node, total];
  }
  return [best, score];
}

function listCandidates(text: string, at: number, dictionary: Dictionary): Candidate[] {
  const { surfaces, starts, ids, costs } = dictionary;
  const candidates: Candidate[] = [];
  surfaces.visitPrefixes(text, at, (surface, length) => {
    for (let entry = starts[surface] ?? 0; entry < (starts[surface + 1] ?? 0); entry += 1) {
      candidates.push({
        end: at + length,
        id: ids[entry] ?? 0,
        cost: costs[entry] ?? 0,
        entry,
        pronunciation: '',
      });
    }
  });
  for (const [surface, pronunciation] of overrides) {
    if (text.startsWith(surface, at))
      candidates.push({
        end: at + surface.length,
        id: NOUN,
        cost: toOverrideCost(surface),
        entry: -1,
        pronunciation,
      });
  }
  addUnlisted(candidates, text, { at, dictionary });
  return candidates;
}

/** Adds words of the characters that follow and are of one kind. */
function addUnlisted(
  candidates: Candidate[],
  text: string,
  { at, dictionary }: { at: number; dictionary: Dictionary },
): void {
  const size = toSize(text, at);
  const kind = toCharacterKind(text.slice(at, at + size));
  if (candidates.length > 0 && !kind.isAlways) return;
  const ends = [at + size];
  while (ends.length < MAX_GROUP) {
    const end = ends.at(-1) ?? text.length;
    const next = text.slice(end, end + toSize(text, end));
    if (next === '' || /\s/u.test(next) || toCharacterKind(next) !== kind) break;
    ends.push(end + next.length);
  }
  const lengths = new Set(ends.slice(0, Math.max(kind.length, kind.isGroup ? 0 : 1)));
  if (kind.isGroup) lengths.add(ends.at(-1) ?? at + size);
  for (const end of lengths) {
    for (const { id, cost } of dictionary.unknown.get(kind.name) ?? [])
      candidates.push({ end, id, cost, entry: -1, pronunciation: '' });
  }
}

function toSize(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function toMorphemes(text: string, last: Node | null, dictionary: Dictionary): Morpheme[] {
  const morphemes: Morpheme[] = [];
  for (let node = last; node !== null && node.end > 0; node = node.before) {
    const { start, end, entry, pronunciation: given } = node;
    if (node.before === null) break;
    const surface = text.slice(start, end);
    const spoken = entry < 0 ? given : dictionary.pronunciationOf(entry);
    const pronunciation = spoken === '' ? toKatakana(surface) : spoken;
    morphemes.push({ start, end, surface, pronunciation, isListed: entry >= 0 });
  }
  return morphemes.reverse();
}

/** Writes kana as katakana; empty where anything else stands. */
function toKatakana(surface: string): string {
  const katakana = surface.replace(/[\u3041-\u3096ゝゞ]/gu, (kana) =>
    String.fromCharCode(kana.charCodeAt(0) + 0x60),
  );
  return /^[\u30a1-\u30ff]+$/u.test(katakana) ? katakana : '';
}

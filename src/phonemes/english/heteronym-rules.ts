import neighbourWords from './heteronym-neighbours.json' with { type: 'json' };
import topicWords from './heteronym-topics.json' with { type: 'json' };
import type { Reading } from './heteronym-model.ts';
import { findRoleInS, isInS, isNounPlace, isVerbPlace, skipBack } from './noun-or-verb.ts';
import { findTense } from './read-tense.ts';
import type { Sentence } from './sentence.ts';

/** What a rule knows a reading by. */
export type Role = 'v' | 'n' | 'a' | 'p';

const modals = new Set(
  "will would can could shall should may might must do does did ca wo 'll please let lets i we they you who".split(
    ' ',
  ),
);
const notInfinitive = new Set(
  'due according thanks close access prior next contrary addicted used similar subject relative opposed owing low mild minor weak light lead leads led'.split(
    ' ',
  ),
);
const degrees = new Set('very quite extremely'.split(' '));
const linking = new Set(
  "be am 'm is are 're was were been being seem seems seemed feel feels felt look looks looked remain remained remains become".split(
    ' ',
  ),
);

/** Finds the role that a heteronym has in its sentence where its closest neighbours decide that; else undefined. */
export function findRole(sentence: Sentence, index: number): Role | undefined {
  const word = sentence.word(index);
  if (word === 'read' || word === 'reread') return findTense(sentence, index);
  const last = skipBack(sentence, index - 1);
  const lastWord = sentence.word(last);
  if (word === 'content') return isContent(sentence, index) ? 'a' : undefined;
  if (word === 'close' && linking.has(lastWord) && sentence.isPause(index + 1)) return 'a';
  // "Is the shop close by?", but "It must close by six."
  if (word === 'close' && sentence.word(index + 1) === 'by' && sentence.isPause(index + 2)) return 'a';
  if (word === 'minute') return linking.has(lastWord) && sentence.isPause(index + 1) ? 'a' : undefined;
  if (/^(?:wound|dove)$/u.test(word) && /^(?:i|he|she|it|we|they|who)$/u.test(lastWord)) return 'p';
  if (word === 'nearby') return /^(?:NN|JJ)/u.test(sentence.tag(index + 1)) ? 'a' : 'n';
  // "pre-record"
  if (sentence.tag(index - 1) === 'HYPH' && /^(?:re|pre|co)$/u.test(sentence.word(index - 2))) return 'v';
  if (isInS(word)) return findRoleInS(sentence, index);
  if (lastWord === 'to') return isInfinitive(sentence, last) ? 'v' : undefined;
  if (modals.has(lastWord)) return 'v';
  if (degrees.has(sentence.word(index - 1))) return 'a';
  if (isImperative(sentence, index) || isButton(sentence, index) || isVerbPlace(sentence, index)) return 'v';
  return isNounPlace(sentence, index) ? 'n' : undefined;
}

/** "She was perfectly content", "not content with it" */
function isContent(sentence: Sentence, index: number): boolean {
  let last = skipBack(sentence, index - 1);
  if (sentence.tag(last) === 'RB') last -= 1;
  const isAsked = sentence.tag(last) === 'PRP' && linking.has(sentence.word(last - 1));
  if (isAsked || linking.has(sentence.word(last))) return true;
  return sentence.isPause(last) && /^(?:with|to)$/u.test(sentence.word(index + 1));
}

/** Finds the reading that has a role; undefined where none has it, or several. A participle serves as an adjective. */
export function findReading(readings: readonly Reading[], role: Role): Reading | undefined {
  const found = readings.filter(({ roles }) => roles.has(role));
  if (found.length === 0 && role === 'a') return findReading(readings, 'v');
  return found.length === 1 ? found[0] : undefined;
}

/** Whether "to" begins an infinitive; behind most participles ("attributed to") the model decides. */
function isInfinitive(sentence: Sentence, index: number): boolean {
  const word = sentence.word(index - 1);
  return (
    !notInfinitive.has(word) &&
    (!word.endsWith('ed') || /^(?:need|used|want|intend|decid|start|tri|fail|plann?)ed$/u.test(word))
  );
}

const topics: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(Object.entries(topicWords));

/** Finds the index of the reading whose topic the sentence has, e.g. pipes and paint for the metal. */
export function findTopic(sentence: Sentence, index: number): number | undefined {
  const found = topics
    .get(sentence.word(index))
    ?.findIndex((words) => sentence.words.some((word) => words.includes(word)));
  return found === undefined || found < 0 ? undefined : found;
}

interface Neighbours {
  readonly before?: readonly (readonly string[])[];
  readonly after?: readonly (readonly string[])[];
}

const neighbours: ReadonlyMap<string, Neighbours> = new Map(Object.entries(neighbourWords));

/** Finds the index of the reading that the words right beside it ask for: "lead times", "sea bass", "take a bow". */
export function findByNeighbour(sentence: Sentence, index: number): number | undefined {
  const { before = [], after = [] } = neighbours.get(sentence.word(index)) ?? {};
  // "working-aged men"
  if (sentence.tag(index - 1) === 'HYPH') return undefined;
  const [last, next] = [sentence.word(index - 1), sentence.word(index + 1)];
  const isBefore = before.findIndex(has(last, `${sentence.word(index - 2)} ${last}`));
  const isAfter = after.findIndex(has(next, `${next} ${sentence.word(index + 2)}`));
  const found = isAfter < 0 ? isBefore : isAfter;
  return found < 0 ? undefined : found;
}

/** Whether a list has one of two words. */
function has(one: string, other: string): (words: readonly string[]) => boolean {
  return (words) => words.includes(one) || words.includes(other);
}

/** "Close your eyes": a sentence that begins with the word and goes on with a determiner or pronoun. */
function isImperative(sentence: Sentence, index: number): boolean {
  const next = sentence.tag(index + 1);
  // "Never desert a ship"
  if (!sentence.isFirst(skipBack(sentence, index - 1) + 1)) return false;
  if (commands.has(sentence.word(index)) && isCommand(sentence, index)) return true;
  if (sentence.word(index) === 'use') return sentence.word(index + 1) !== 'of';
  return /^(?:DT|PRP\$)$/u.test(next) || /^(?:me|us|them|him|it)$/u.test(sentence.word(index + 1));
}

const commands = new Set(
  'close convert decrease export extract import increase insert permit present record refund resume'.split(
    ' ',
  ),
);
/** What buttons do something with; nouns such as "prices" and "duties" have exports and imports before them. */
const objects = new Set(
  'access account app audio brightness chart contacts contrast data dialog document documents download downloads file files font game image images link memo menu message order orders page pages payment payments photo photos playback presentation project recording screen selection session settings size slides sound speed tab table tabs text upload video videos voice volume window windows'.split(
    ' ',
  ),
);

/** What record highs, and what is there at present, are of. */
const counted = new Set('data downloads order orders payments settings size speed'.split(' '));
const clauseStarts = new Set('that if until once while because before after since unless'.split(' '));
/** What is said of figures. */
const moves = new Set(
  'climbed declined doubled dropped fell grew increased jumped plunged remain rise rose sank shrank slid slipped soared suggest surged'.split(
    ' ',
  ),
);

/** "Click Close", "Save and close": the names of buttons. */
function isButton(sentence: Sentence, index: number): boolean {
  if (!commands.has(sentence.word(index))) return false;
  const isNamed = /^\p{Lu}/u.test(sentence.tokens[index]?.text ?? '');
  if (isNamed && /^(?:choose|click|hit|press|select|tap)$/u.test(sentence.word(index - 1))) return true;
  const isLast = sentence.isPause(index + 1) && sentence.tokens.length <= 4;
  return isLast && sentence.tag(index - 1) === 'CC';
}

/** Buttons and headings have no article: "Resume playback", "Export to PDF", "import React from". */
function isCommand(sentence: Sentence, index: number): boolean {
  const [word = '', next = '', second = ''] = [0, 1, 2].map((step) => sentence.word(index + step));
  if (sentence.tokens.length === 1) return true;
  if (hasOwnVerb(sentence, index + 2)) return false;
  if (objects.has(next)) return !/^(?:present|record)$/u.test(word) || !counted.has(next);
  if (word === 'import' && /^(?:from|as)$/u.test(second)) return true;
  if (next === 'from') return !/^(?:present|extract|insert|increase|decrease)$/u.test(word);
  return word !== 'close' && word !== 'record' && /^(?:to|as|into|where)$/u.test(next);
}

/** "Export orders fell", "Export to China was": whether what follows, up to a clause of its own, has a verb. */
function hasOwnVerb(sentence: Sentence, from: number): boolean {
  for (let at = from; at < sentence.tokens.length; at += 1) {
    const [tag, word] = [sentence.tag(at), sentence.word(at)];
    if (/^(?:W|PRP$|CC)/u.test(tag) || clauseStarts.has(word) || sentence.isPause(at)) return false;
    if (/^(?:VBD|VBZ|VBP|MD)$/u.test(tag) && /^\p{L}/u.test(word)) return true;
    // "Export data showed a fall", but "Export files created by Ann".
    if (moves.has(word) || (word.endsWith('ed') && /^(?:DT|PRP\$|NNS)$/u.test(sentence.tag(at + 1))))
      return true;
  }
  return false;
}

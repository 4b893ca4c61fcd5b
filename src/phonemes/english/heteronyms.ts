import type { HeteronymModel } from './heteronym-model.ts';
import { findByNeighbour, findReading, findRole, findTopic } from './heteronym-rules.ts';
import type { Lexicon } from './lexicon.ts';
import type { Sentence } from './sentence.ts';
import type { Tag } from './tag.ts';
import type { Token } from './token.ts';

/** What decides how heteronyms are read. */
export interface HeteronymChooser {
  readonly model: HeteronymModel;
  readonly lexicon: Lexicon;
}

/** Gives heteronyms their phonemes, and words with several readings in the word list the tag of the likeliest. */
export function chooseReadings(sentence: Sentence, tags: readonly Tag[], chooser: HeteronymChooser): Token[] {
  return sentence.tokens.map((token, index): Token => {
    const tag = tags[index] ?? 'XX';
    if (
      /^(?:NNP|ADD|CD|POS)$/u.test(tag) &&
      token.text.length > 1 &&
      token.text === token.text.toUpperCase()
    ) {
      return { ...token, tag };
    }
    const reading = chooseHeteronym(sentence, index, chooser);
    const chosen = { ...token, tag: chooseTag(sentence, index, chooser) ?? tag };
    return reading === undefined ? chosen : { ...chosen, reading };
  });
}

function chooseHeteronym(
  sentence: Sentence,
  index: number,
  { model, lexicon }: HeteronymChooser,
): string | undefined {
  const word = sentence.word(index);
  const readings = model.readings(word);
  if (readings === undefined) return undefined;
  const neighbour = findByNeighbour(sentence, index);
  if (neighbour !== undefined) return readings[neighbour]?.phonemes[lexicon.accent];
  const role = findRole(sentence, index);
  const topic = findTopic(sentence, index);
  // "a tear in the fabric": both are nouns.
  const ruled =
    role === undefined || (role === 'n' && topic !== undefined) ? undefined : findReading(readings, role);
  if (ruled !== undefined) return ruled.phonemes[lexicon.accent];
  if (topic !== undefined) return readings[topic]?.phonemes[lexicon.accent];
  const scores = model.score(word, toFeatures(sentence, index));
  const best = scores.indexOf(Math.max(...scores));
  return readings[best]?.phonemes[lexicon.accent];
}

/** The tag of the likeliest reading of a word that the list has several of. */
function chooseTag(sentence: Sentence, index: number, { model, lexicon }: HeteronymChooser): Tag | undefined {
  if (/^(?:IN|DT|RP)$/u.test(sentence.tag(index))) return undefined;
  const readings = lexicon.getReadings(sentence.word(index));
  if (readings === undefined || !('NOUN' in readings || 'VERB' in readings || 'ADJ' in readings))
    return undefined;
  if (Object.values(readings).includes(null)) return undefined;
  const role = findRole(sentence, index);
  if (role === 'v') return 'VB';
  if (role === 'p') return 'VBD';
  if (role === 'n') return 'NN';
  if (role === 'a') return 'JJ';
  const { v, n, a } = model.scoreKinds(toFeatures(sentence, index));
  if (v >= n && v >= a) return 'VB';
  return n >= a ? 'NN' : 'JJ';
}

const windowWords = 10;
const stemLetters = 6;
const leastStemLetters = 3;

/** Describes the place of a word to the heteronym model: its neighbours, their endings, its capital, the topic around it. */
function toFeatures(sentence: Sentence, index: number): string[] {
  const [last, next] = [toFeatureWord(sentence, index - 1), toFeatureWord(sentence, index + 1)];
  const [secondLast, secondNext] = [toFeatureWord(sentence, index - 2), toFeatureWord(sentence, index + 2)];
  return [
    'b',
    `w1 ${last}`,
    `y1 ${next}`,
    `w2 ${secondLast}`,
    `y2 ${secondNext}`,
    `wy ${last} ${next}`,
    `ww ${secondLast} ${last}`,
    `yy ${next} ${secondNext}`,
    `sx ${last.slice(-3)}`,
    `sy ${next.slice(-3)}`,
    `c ${toCapital(sentence, index)}`,
    ...toTopic(sentence, index),
  ];
}

function toFeatureWord(sentence: Sentence, index: number): string {
  if (index < 0) return '<s>';
  if (index >= sentence.words.length) return '</s>';
  const word = sentence.word(index);
  if (/^\d/u.test(word)) return /^\d{4}$/u.test(word) ? '!YEAR' : '!NUM';
  return word;
}

/** 0 for a small letter, 1 for a capital within a sentence, 2 for one at its beginning. */
function toCapital(sentence: Sentence, index: number): number {
  if (!/^\p{Lu}/u.test(sentence.tokens[index]?.text ?? '')) return 0;
  return index === 0 ? 2 : 1;
}

/** The stems of the words around, each once. */
function toTopic(sentence: Sentence, index: number): Set<string> {
  const topic = new Set<string>();
  const end = Math.min(sentence.words.length, index + windowWords + 1);
  for (let at = Math.max(0, index - windowWords); at < end; at += 1) {
    const word = toFeatureWord(sentence, at);
    if (at !== index && word.length >= leastStemLetters) topic.add(`g ${word.slice(0, stemLetters)}`);
  }
  return topic;
}

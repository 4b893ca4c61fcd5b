import type { Sentence } from './sentence.ts';

const windowWords = 10;
const stemLetters = 6;
const leastStemLetters = 3;

/** Describes the place of a word to the heteronym model: its neighbours, their endings, its capital, the topic around it. */
export function toFeatures(sentence: Sentence, index: number): string[] {
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

import { isPlural, pasts, skipBack, someone } from './noun-or-verb.ts';
import type { Sentence } from './sentence.ts';

const modal = /^(?:will|would|can|could|shall|should|may|might|must|ca|wo|'ll|please|let|lets)$/u;
const perfects = new Set(
  "have has had having 've be been being was were is are 's am 're get got".split(' '),
);
const habits = new Set('every usually often always sometimes never daily weekly regularly'.split(' '));
const pastTimes = new Set('yesterday ago'.split(' '));
/** Verbs with a bare verb behind their object: `he made me read`. */
const causes = /^(?:make|makes|made|see|saw|hear|heard|help|helps|helped|watch|watched)$/u;
const objects = /^(?:me|you|him|her|it|us|them|people|everyone)$/u;
/** Adjectives that are said of what is read, as in "an easy read". */
const kindOfRead =
  /^(?:good|great|nice|quick|easy|long|short|fun|interesting|fascinating|light|gripping|fast|fine|entertaining|compelling|worthwhile|riveting)$/u;
/** Behind a first "Read" these make a participle of it: "Read by millions, it sold out". */
const behindParticiple = /^(?:by|in|as|at|against|together|literally|receipts?)$/u;

/** Decides between the present (`v`) and the past (`p`) of "read"; undefined where its neighbours do not. */
export function findTense(sentence: Sentence, index: number): 'p' | 'v' | undefined {
  const lastWord = sentence.word(skipBack(sentence, index - 1));
  if (lastWord === 'to' || isFirstOrder(sentence, index) || isNoun(sentence, index)) return 'v';
  return findByVerb(sentence, index) ?? findByTime(sentence, index);
}

/** "Read the rules", "Read more", "go read it" */
function isFirstOrder(sentence: Sentence, index: number): boolean {
  const next = sentence.tag(index + 1);
  if (/^(?:go|come|please|gonna|wanna|gotta)$/u.test(sentence.word(index - 1))) return true;
  return (
    sentence.isFirst(index) &&
    /^[A-Z]/u.test(next) &&
    next !== 'CD' &&
    !behindParticiple.test(sentence.word(index + 1))
  );
}

/** "a great read", "the read operation", "read-only", but not "a widely read book" */
function isNoun(sentence: Sentence, index: number): boolean {
  const last = sentence.word(index - 1);
  if (/^(?:an?|the)$/u.test(last)) return true;
  if (/^-$/u.test(sentence.word(index + 1)) && sentence.word(index + 2) === 'only') return true;
  return (
    kindOfRead.test(last) &&
    (sentence.isPause(index + 1) ||
      /^(?:IN|CC|TO)$/u.test(sentence.tag(index + 1)) ||
      /^(?:that|which)$/u.test(sentence.word(index + 1)))
  );
}

/** Looks for the verb that governs it among the three words before. */
function findByVerb(sentence: Sentence, index: number): 'p' | 'v' | undefined {
  const subject = skipBack(sentence, index - 1);
  for (let at = index - 1; at >= index - 3; at -= 1) {
    const word = sentence.word(at);
    if (modal.test(word) || (causes.test(word) && at === subject - 1 && objects.test(sentence.word(subject))))
      return 'v';
    // "Let's read it."
    if (word === "'s" && sentence.word(at - 1) === 'let') return 'v';
    if (perfects.has(word)) return 'p';
    // "You are what you read."
    if (sentence.isPause(at) || sentence.tag(at).startsWith('W')) break;
  }
  return isAsked(sentence, subject) ? 'v' : undefined;
}

/** "I did not read", "did he read", "do most people read": "do" stands before the verb, or before its subject. */
function isAsked(sentence: Sentence, subject: number): boolean {
  const isDo = (at: number): boolean => /^(?:do|does|did)$/u.test(sentence.word(skipBack(sentence, at)));
  if (isDo(subject)) return true;
  if (!/^(?:PRP|NNP|NNS?|DT)$/u.test(sentence.tag(subject))) return false;
  const isDetermined =
    /^(?:DT|PRP\$|JJ)$/u.test(sentence.tag(subject - 1)) || sentence.word(subject - 1) === 'most';
  return isDo(subject - 1) || (isDetermined && isDo(subject - 2));
}

function findByTime(sentence: Sentence, index: number): 'p' | 'v' | undefined {
  const { words } = sentence;
  const isPast = words.some(
    (word, at) =>
      pastTimes.has(word) ||
      (word === 'last' &&
        /^(?:night|week|month|year|summer|winter|spring|autumn|fall|time)$/u.test(words[at + 1] ?? '')),
  );
  if (isPast || isTold(sentence, index)) return 'p';
  if (words.some((word) => habits.has(word))) return 'v';
  const last = skipBack(sentence, index - 1);
  if (
    /^(?:he|she|it)$/u.test(sentence.word(last)) ||
    someone.test(sentence.word(last)) ||
    sentence.tag(last) === 'NNP'
  )
    return 'p';
  if (sentence.word(last) === 'who' && isPlural(sentence, last - 1)) return 'v';
  if (isPlural(sentence, last) && sentence.isFirst(last)) return 'v';
  return isBehindOne(sentence, last) ? 'p' : undefined;
}

/** "As I read it, I began to cry": whether something else is told in the past, here or in a clause beside it. */
function isTold(sentence: Sentence, index: number): boolean {
  return sentence.words.some((word, at) => {
    const isBehindSubject = /^(?:PRP|NNP|NN|NNS|CC|EX)$/u.test(sentence.tag(at - 1));
    if (at === index || !isBehindSubject) return false;
    return pasts.has(word) || (word.endsWith('ed') && sentence.tag(at - 1) === 'PRP');
  });
}

/** "The sign read", "my teacher read us a story": in the present it would be "reads". */
function isBehindOne(sentence: Sentence, last: number): boolean {
  if (sentence.tag(last) !== 'NN' || isPlural(sentence, last)) return false;
  return [1, 2].some((step) => /^(?:DT|PRP\$)$/u.test(sentence.tag(last - step)));
}

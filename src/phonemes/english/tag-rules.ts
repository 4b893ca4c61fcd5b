import type { Sentence } from './sentence.ts';
import type { Tag } from './tag.ts';

/** Tags one word by its place in a sentence; undefined where its form decides. */
type TagRule = (sentence: Sentence, index: number) => Tag | undefined;

const beForms = new Set("am is are was were be been being 's 're 'm get got gets getting".split(' '));
const nouns = /^(?:NN|NNS|NNP|NNPS|CD)$/u;
const numbered = new Set(
  'war part parts act chapter volume vol phase type class level section title article book stage grade world figure table'.split(
    ' ',
  ),
);

const behindLetterA = new Set('is was as has had and or to would for than equals'.split(' '));

/**
 * The article, but a letter before a pause, behind a name ("vitamin A") or a hyphen ("Type-A"), before another letter
 * ("A B C") and before what no article has behind it ("A is for apple").
 */
const tagA: TagRule = (sentence, index) => {
  const { tokens } = sentence;
  const next = tokens[index + 1]?.text ?? '';
  if (tokens[index]?.text === 'A' && sentence.tag(index - 1) === 'DT') return 'NN';
  const touches = tokens[index]?.hasSpaceBehind === false;
  const isNoun = sentence.tag(index - 1) === 'HYPH' || isBeforeVerb(sentence, index);
  if (tokens[index]?.text === 'A' && isNoun && !sentence.isShouted) return 'NN';
  if (sentence.isPause(index + 1) && !/^["“‘(]/u.test(next)) return 'NN';
  const isSmall = tokens[index]?.text === 'a';
  const isJoined = touches && !(next === '-' && isSmall);
  // "a P H D" has the article; only a capital is one letter among others.
  return isJoined || (isSmall ? /^[+=/&]$/u : /^(?:\p{Lu}|[+=/&])$/u).test(next) ? 'NN' : 'DT';
};

/** Whether a small word stands behind that no article has there; "A for-profit firm" and "A for sale sign" have one. */
function isBeforeVerb(sentence: Sentence, index: number): boolean {
  if (!behindLetterA.has(sentence.word(index + 1)) || sentence.tag(index + 2) === 'HYPH') return false;
  return !/^(?:hire|lease|profit|rent|sale)$/u.test(sentence.word(index + 2));
}

/** The pronoun, but a numeral behind some nouns ("Part I"), and a letter among letters that are named one by one. */
const tagI: TagRule = (sentence, index) => {
  const isLetter = /^[B-HJ-Z]$/u.test(sentence.tokens[index + 1]?.text ?? '');
  if (isLetter || sentence.word(index - 1) === 'eh') return 'NN';
  const isNumeral =
    numbered.has(sentence.word(index - 1)) && /^\p{Lu}/u.test(sentence.tokens[index - 1]?.text ?? '');
  return sentence.tokens[index]?.text === 'I' && !isNumeral ? 'PRP' : 'CD';
};

/** "10 am" and the radio's AM are spelled; "I am" is a verb, "Pan Am" a name that is read as a word. */
const tagAm: TagRule = (sentence, index) => {
  if (
    /\d$|^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$/u.test(sentence.word(index - 1))
  )
    return 'NN';
  const text = sentence.tokens[index]?.text;
  if (text === 'Am') return sentence.isFirst(index) ? 'VBP' : 'FW';
  const isCapitals = text === 'AM' && !sentence.isShouted;
  return isCapitals && sentence.word(index - 1) !== 'i' ? 'NN' : 'VBP';
};

/** "used to" is a habit behind a subject, and what one is accustomed to before a noun: "I am used to it". */
const tagUsed: TagRule = (sentence, index) => {
  if (sentence.word(index + 1) !== 'to') return 'VBN';
  const last = /^(?:RB)$/u.test(sentence.tag(index - 1)) ? index - 2 : index - 1;
  if (!beForms.has(sentence.word(last))) return 'VBD';
  const next = sentence.tag(index + 2);
  return /^(?:DT|PRP|PRP\$|VBG|NNP|NNS|IN|CD|WP|WDT)$/u.test(next) || sentence.word(index + 2) === 'that'
    ? 'JJ'
    : 'VBN';
};

const particleVerbs = new Set(
  (
    'come comes came coming go goes went going gone get gets got getting give gives gave log logged check checked turn ' +
    'turned move moved moving fill filled plug bring brought let put drop dropped step walk walked walking sign signed ' +
    'call called pull pulled settle settled stop stopped tune break broke kick cave caved join joined chime sleep send ' +
    'sent hand handed write pour poured rush rushed set fit fits check weigh dig key phone zoom sink cash tie'
  ).split(' '),
);

/** The preposition, but an adverb behind some verbs where no noun follows: "Come in and sit". */
const tagIn: TagRule = (sentence, index) => {
  if (sentence.isPause(index + 1) && !/^(?:``|-LRB-)$/u.test(sentence.tag(index + 1))) return 'RP';
  const last = sentence.tag(index - 1) === 'PRP' ? index - 2 : index - 1;
  if (sentence.tag(index + 1) === 'CC' && sentence.word(index + 2) === 'out') return 'RP';
  const isParticle = particleVerbs.has(sentence.word(last)) || particleVerbs.has(sentence.word(index - 1));
  const isOpen =
    /^(?:CC|TO|IN|MD|WRB|WDT)$/u.test(sentence.tag(index + 1)) && sentence.word(index + 1) !== 'as';
  return isParticle && isOpen ? 'RP' : 'IN';
};

const thinking = new Set(
  (
    'say says said saying think thinks thought thinking know knows knew known knowing believe believes believed hope ' +
    'hopes hoped feel feels felt see sees saw seen find found mean means meant show shows showed shown suggest suggests ' +
    'suggested sure so such now provided given except it told tell tells ensure note noted understand remember ' +
    'realize realized realise realised claim claims claimed state stated states report reported assume argue argued ' +
    'agree agreed confirm confirmed ask asked wish decided heard hear glad happy afraid certain aware likely possible ' +
    'clear true indicate indicates indicated prove proved proves guess imagine doubt explain explained add added'
  ).split(' '),
);
const subjects = /^(?:PRP|PRP\$|DT|EX|WP|WRB)$/u;
const auxiliaries = new Set(
  "is was 's are were will would has had can could may might should does did isn wasn doesn didn won wouldn".split(
    ' ',
  ),
);

const times = new Set(
  'night day days week weekend morning afternoon evening year month time summer winter spring fall date age point'.split(
    ' ',
  ),
);
const takingVerbs = new Set(
  (
    'do did done doing make made making like liked love loved want wanted need needed get got take took give gave have ' +
    'had use tried try change changed at is was put fix fixed hate call called read write wrote accept keep kept'
  ).split(' '),
);

/** "that" is stressed as a pronoun ("Who is that?", "That is it") and not as a conjunction or relative ("I know that he"). */
const tagThat: TagRule = (sentence, index) => {
  const [last, next] = [sentence.word(index - 1), sentence.word(index + 1)];
  const [lastTag, nextTag] = [sentence.tag(index - 1), sentence.tag(index + 1)];
  const isAsking = auxiliaries.has(next);
  if (sentence.isPause(index + 1))
    return lastTag === 'CC' || nextTag !== ',' || lastTag === 'IN' ? 'DT' : 'IN';
  if (times.has(next)) return 'DT';
  if (last === 'not' || last === "n't") return 'IN';
  if (thinking.has(last)) return isAsking && last !== 'it' && last !== 'so' ? 'DT' : 'IN';
  if (lastTag === 'PRP' && thinking.has(sentence.word(index - 2))) return 'IN';
  if (lastTag === 'WRB') return 'DT';
  if (auxiliaries.has(last) && sentence.isPause(index - 2)) return 'DT';
  if (subjects.test(nextTag)) return 'IN';
  if (lastTag === 'IN' || lastTag === 'TO') return 'DT';
  if (sentence.isPause(index - 1) || lastTag === 'CC' || lastTag === 'UH') {
    return isAsking || nextTag === 'NN' || nextTag === 'RB' ? 'DT' : 'IN';
  }
  if (/^(?:them|those|us|one|ones)$/u.test(last)) return 'IN';
  if (takingVerbs.has(last)) return 'DT';
  if (nouns.test(lastTag)) return nextTag === 'IN' ? 'DT' : 'IN';
  return /^(?:VB|VBD|VBZ|VBP|VBG|MD|PRP)$/u.test(lastTag) ? 'DT' : 'IN';
};

/** The country, but "us" in capitals behind a verb at the end of a clause: "Call US now". */
const tagUs: TagRule = (sentence, index) => {
  if (sentence.tokens[index]?.text !== 'US' || sentence.isShouted) return 'PRP';
  const isObject = /^(?:NN|VBN|VBG|VBD)$/u.test(sentence.tag(index - 1));
  return isObject && (sentence.isPause(index + 1) || sentence.tag(index + 1) === 'RB') ? 'PRP' : 'NNP';
};

/** "overall" and the like are adverbs at the edges of a clause and adjectives before nouns. */
const tagEdgeAdverb: TagRule = (sentence, index) => {
  const isAlone = sentence.isPause(index + 1) && !/^DT$/u.test(sentence.tag(index - 1));
  return isAlone || (sentence.isFirst(index) && sentence.tag(index + 1) === ',') ? 'RB' : 'JJ';
};

const rules: ReadonlyMap<string, TagRule> = new Map<string, TagRule>([
  ['a', tagA],
  ['i', tagI],
  ['am', tagAm],
  ['used', tagUsed],
  ['in', tagIn],
  ['that', tagThat],
  ['overall', tagEdgeAdverb],
  ['underground', tagEdgeAdverb],
  ['uphill', tagEdgeAdverb],
  ['us', tagUs],
  ['vs', () => 'IN'],
  ['vs.', () => 'IN'],
]);

/** Tags the words of a sentence: by rule where a rule knows the word, else by form. */
export function tagSentence(sentence: Sentence): Tag[] {
  return sentence.tags.map((tag, index) => rules.get(sentence.word(index))?.(sentence, index) ?? tag);
}

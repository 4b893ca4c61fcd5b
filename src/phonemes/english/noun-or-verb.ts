import type { Sentence } from './sentence.ts';

const modals =
  /^(?:will|would|can|could|shall|should|may|might|must|ca|wo|'ll|do|does|did|please|let|lets|help|helps|helped|make|makes|made|see|saw|hear|heard|watch|watched)$/u;
const asking = /^(?:do|does|did|will|would|can|could|shall|should|may|might|must)$/u;
const objectPronouns = /^(?:me|him|us|them|it)$/u;
/** Pronouns of one person or thing: everybody, nothing. */
export const someone = /^(?:every|no|some|any)(?:body|one|thing)$/u;
/** Plurals without an s. */
const people = /^(?:people|men|women|children|police|feet|teeth|mice|fish|cattle)$/u;
// Plurals that stand before nouns, as in "sales record".
const pluralModifiers =
  /^(?:sales|games|futures|services|means|seconds|minutes|hours|days|weeks|months|years|sports|news|goods|savings|arms|customs|series|species|politics|physics|always|perhaps|this|its|his|us|thus|plus|less)$/u;
const prepositions =
  /^(?:of|for|with|from|in|at|about|into|during|without|under|between|against|among|within|beyond|despite|per|via)$/u;
/** Counts and common adjectives. */
const modifiers =
  /^(?:many|several|few|more|most|other|all|both|various|such|own|new|old|former|good|bad|great|big|small|young|little|long|short|high|low|strong|weak|best|worst|recent|early|late|false|real|main|major|human|foreign|modern|ancient|important|different|these|those|some|any|no|two|three|four|five|six|seven|eight|nine|ten)$/u;
/** What no third person singular is the subject of a verb behind. */
const conjunctions = /^(?:and|or|nor|&)$/u;
const counting = /^(?:both|many|most|several|few|two|three|four|five|six|seven|eight|nine|ten)$/u;
/** "When muscles contract, they get shorter." */
const clauseStart = /^(?:when|whenever|where|if|as|while|because|once|although|unless|until)$/u;
/** Adjectives that stand behind a plural: "members present at the meeting", "items separate from it". */
const adjectives =
  /^(?:present|absent|perfect|separate|appropriate|intimate|deliberate|elaborate|approximate|animate|subordinate|subject|content|live|minute|invalid|upset|wound|dove|aged|learned|blessed|pasty|rerelease)$/u;

const skipped = new Set(
  "not n't never always also even often just still really usually only ever".split(' '),
);
/** Goes back over adverbs that stand between a word and the one that decides about it. */
export function skipBack(sentence: Sentence, index: number): number {
  let at = index;
  while (skipped.has(sentence.word(at))) at -= 1;
  return at;
}

/** Whether a word has the -s of a plural or of a third person: records, but not progress. */
export function isInS(word: string): boolean {
  return /[^su]s$/u.test(word);
}

/** Tells the verb from the plural: "This presents a problem", "The device records your pulse", "many uses". */
export function findRoleInS(sentence: Sentence, index: number): 'v' | 'n' | undefined {
  const last = skipBack(sentence, index - 1);
  const [word, tag, next] = [sentence.word(last), sentence.tag(last), sentence.tag(index + 1)];
  if (sentence.isFirst(index)) return 'n';
  if (/^(?:he|she|it|who|this|one)$/u.test(word) || someone.test(word)) return 'v';
  if (/^(?:DT|PRP\$|TO|MD)$/u.test(tag) && word !== 'that') return 'n';
  // "critic" and "initiative" look like adjectives, and "Line 2 uses" has a verb.
  if (/^(?:JJ|CD)$/u.test(tag)) return /^(?:DT|PRP\$|CD|NNS?|JJ)$/u.test(next) ? undefined : 'n';
  if (modifiers.test(word) || prepositions.test(word)) return 'n';
  if (!/^NNP?$/u.test(tag) || modifiers.test(sentence.word(last - 1))) return undefined;
  if (/^(?:DT|PRP\$)$/u.test(next) || objectPronouns.test(sentence.word(index + 1))) return 'v';
  if (tag === 'NN' && /^(?:MD|VBZ|VBD|VBP)$/u.test(next)) return 'n';
  // "Tax increases loom", "Rent increases hit tenants": headlines about figures
  if (isHeadline(sentence, index)) return 'n';
  if (sentence.word(index) === 'objects' && next === 'TO' && sentence.word(index + 2) !== 'be') return 'v';
  // "Copper conducts electricity": a first noun and another one, and no verb but this.
  if (/^(?:lives|winds)$/u.test(sentence.word(index))) return undefined;
  const isDetermined = /^(?:DT|PRP\$)$/u.test(sentence.tag(last - 1)) && sentence.isFirst(last - 1);
  if (!isDetermined && !sentence.isFirst(last)) return undefined;
  const suits = isDetermined ? /^(?:NNS?|JJ|IN|TO|RB|VBG|\.)$/u : /^(?:NNS?|JJ|RB)$/u;
  // "The law permits smoking"
  return suits.test(next) && !hasVerb(sentence, next === 'VBG' ? [index, index + 1] : [index])
    ? 'v'
    : undefined;
}

const looming = /^(?:loom|rise|fall|soar|plunge|tumble|plummet|jump|surge|slow|double|shrink)$/u;

/** Whether nouns that begin a sentence are followed by what they do, or by whom they hit. */
function isHeadline(sentence: Sentence, index: number): boolean {
  if (!sentence.isFirst(index - 1)) return false;
  if (looming.test(sentence.word(index + 1))) return true;
  return /^(?:hit|hurt|draw)$/u.test(sentence.word(index + 1)) && sentence.tag(index + 2) === 'NNS';
}

/** Past tenses that do not end in -ed. */
export const pasts = new Set(
  (
    'was were had said went came saw told felt took thought knew found got gave made left understood began realised ' +
    'realized wrote heard kept stood sat ran fell broke brought bought caught lost met paid sent slept spoke spent held ' +
    'won woke wept led became forgot chose drove ate drank grew threw wore rose sank shrank slid showed'
  ).split(' '),
);

/** Whether a verb stands anywhere else in the sentence, infinitives aside. */
function hasVerb(sentence: Sentence, skipped: readonly number[]): boolean {
  return sentence.tags.some((tag, at) => {
    const isInfinitive = tag === 'VB' && sentence.tag(at - 1) === 'TO';
    const isVerb = /^(?:MD|VB.?)$/u.test(tag) || pasts.has(sentence.word(at));
    return isVerb && !isInfinitive && !skipped.includes(at);
  });
}

/** "The shops close at six", "Cameras record everything", "When does it close?", "and project your voice". */
export function isVerbPlace(sentence: Sentence, index: number): boolean {
  const [last, next] = [sentence.tag(index - 1), sentence.tag(index + 1)];
  if (last === 'CC') return /^(?:DT|PRP\$)$/u.test(next);
  if (isAsked(sentence, index) || isCaused(sentence, index)) return true;
  const isObject = /^(?:NNS?|JJ|CD)$/u.test(next) && !hasVerb(sentence, [index]);
  if (adjectives.test(sentence.word(index)) && !isObject) return false;
  if (sentence.word(index) === 'close' && next === 'TO') return false;
  // "machines that record it"
  if (/^(?:that|which)$/u.test(sentence.word(index - 1))) return isPlural(sentence, index - 2);
  const subject = skipBack(sentence, index - 1);
  if (!isPlural(sentence, subject)) return false;
  const before = sentence.tag(subject - 1);
  // Behind "two sports", "record" could not be a noun; nor may it be where no other verb is.
  if (counting.test(sentence.word(subject - 1))) return true;
  if (clauseStart.test(sentence.word(subject - 1)) && /^[.,]$/u.test(next)) return true;
  if (sentence.isFirst(subject) && !/^(?:MD|VB[DPZ])$/u.test(next) && !hasVerb(sentence, [index]))
    return true;
  const isSubject = /^(?:DT|PRP\$|\.|CC|JJ)$/u.test(before) || modifiers.test(sentence.word(subject - 1));
  if (!isSubject || [1, 2, 3].some((step) => /^an?$/u.test(sentence.word(subject - step)))) return false;
  if (isObject) return /^(?:DT|PRP\$)$/u.test(before);
  return /^(?:IN|TO|WRB|DT|PRP|PRP\$|RB)$/u.test(next) || someone.test(sentence.word(index + 1));
}

/** Whether a plural stands at an index that may be the subject of a verb. */
export function isPlural(sentence: Sentence, index: number): boolean {
  const word = sentence.word(index);
  if (people.test(word)) return true;
  return sentence.tag(index) === 'NNS' && !pluralModifiers.test(word);
}

/** "When does the library close?" */
function isAsked(sentence: Sentence, index: number): boolean {
  const subject = skipBack(sentence, index - 1);
  const isDeictic = /^(?:this|that|these|those)$/u.test(sentence.word(subject));
  if (!isDeictic && !/^(?:PRP|NNP|NNS?)$/u.test(sentence.tag(subject))) return false;
  if (!/^(?:[.,]|IN|TO|DT|PRP|PRP\$|RB|WRB)$/u.test(sentence.tag(index + 1))) return false;
  for (let at = subject - 1; at >= subject - 3; at -= 1) {
    if (asking.test(sentence.word(at)))
      return (
        sentence.isFirst(at) ||
        /^(?:W|[.,])/u.test(sentence.tag(at - 1)) ||
        sentence.tag(at - 2).startsWith('W')
      );
    if (!/^(?:DT|PRP\$|JJ|NN|CD)$/u.test(sentence.tag(at))) return false;
  }
  return false;
}

/** "Let me present her", "I saw him mouth the words" */
function isCaused(sentence: Sentence, index: number): boolean {
  if (!objectPronouns.test(sentence.word(index - 1))) return false;
  return /^(?:let|help|helps|helped|make|makes|made|see|saw|hear|heard|watch|watched)$/u.test(
    sentence.word(index - 2),
  );
}

/** Behind a determiner or preposition, and before what cannot follow a word that belongs to a later noun. */
export function isNounPlace(sentence: Sentence, index: number): boolean {
  const [word, tag] = [sentence.word(index - 1), sentence.tag(index - 1)];
  const next = sentence.tag(index + 1);
  const isEnd = sentence.isPause(index + 1) || /^(?:IN|MD|VBZ|VBD|VBP|WDT)$/u.test(next);
  if (prepositions.test(word)) return isEnd || next === 'CC';
  if (word === 'her') return isEnd;
  if (tag === 'PRP$' || /^(?:an?|the|every|another)$/u.test(word)) {
    // "a minute crack", "my close friend"
    return isEnd || !(adjectives.test(sentence.word(index)) || sentence.word(index) === 'close');
  }
  if (tag === 'DT') return isEnd && word !== 'that';
  return isEnd && isBehindOne(sentence, index);
}

/** "the world record was": behind one noun or adjective with an article, where a verb would end in -s. */
function isBehindOne(sentence: Sentence, index: number): boolean {
  if (isPlural(sentence, index - 1) || sentence.word(index - 1) === 'that') return false;
  if (adjectives.test(sentence.word(index))) return false;
  if (!/^(?:NN|JJ|VBG|VBN)$/u.test(sentence.tag(index - 1))) return false;
  const article = [index - 2, index - 3].find((at) => /^(?:DT|PRP\$)$/u.test(sentence.tag(at)));
  if (article === undefined) return false;
  if (sentence.word(article - 1) === 'of') return false;
  for (let at = index - 1; at >= index - 7; at -= 1) {
    if (modals.test(sentence.word(at)) || conjunctions.test(sentence.word(at))) return false;
  }
  return true;
}

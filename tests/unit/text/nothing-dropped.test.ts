import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../../src/contract/language.ts';
import { DEFAULT_NORMALIZATION } from '../../../src/contract/normalization.ts';
import { foldText } from '../../../src/text/folding/folded-text.ts';
import japaneseJson from '../../../src/text/normalise/japanese/words.json' with { type: 'json' };
import mandarinJson from '../../../src/text/normalise/mandarin/words.json' with { type: 'json' };
import type { Grammar } from '../../../src/text/normalise/grammar/grammar.ts';
import { findGrammar } from '../../../src/text/normalise/grammars.ts';
import { normalise, type SpokenPart } from '../../../src/text/normalise/normalise.ts';
import { silentRules } from '../../../src/text/normalise/silent-rules.ts';
import { readSentence } from '../../../src/text/reading/read-sentence.ts';
import { splitSentences } from '../../../src/text/sentences/split-sentences.ts';
import { createRandom, type Random } from '../../contract/support/random.ts';
import { isFullRun } from '../../fixtures/full-run.ts';

// `SOTTO_RANDOM_TEXTS=20000 SOTTO_RANDOM_SEED=2 npx vitest run tests/unit/text/nothing-dropped.test.ts` looks further.
const TEXTS = Number(process.env['SOTTO_RANDOM_TEXTS'] ?? (isFullRun ? 1_800 : 900));
const SEED = Number(process.env['SOTTO_RANDOM_SEED'] ?? 14);

const LANGUAGES = [
  'en-us',
  'en-gb',
  'es',
  'fr',
  'it',
  'pt-br',
  'hi',
  'ja',
  'zh',
] as const satisfies Language[];

const bits = ['$', '1,234', '.5', '12:30', ' ', ' ', 'Dr. ', 'x²', '😀', '—', 'www.example.org', '#tag', '<b>', '世界', 'ñ', '½', '-', '\n', 'Mc', 'IV', '%', '(', ')', "'", 'a', 'A', '[1]', '. ', '! ', '\n\n', '~', '==', '&amp;', '3 kg', '+1 ', '555-0123', 'e.g. ', '5€', '2024-05-06', '…', '"', 'नमस्ते', '€', '§', '^2', '@ann', 'C++', '1/2', '10-12', '°C', '\u0301', '\u200d', '\ufe0f', '-\n', 'a-\n', ' -\r\n', '\ufffc', '\ufffd', '\u00ad', '\u200b', '3 c. ', 'May 5, 2020', '5 Ω']; // prettier-ignore

function createText(random: Random): string {
  const length = 1 + random.below(24);
  return Array.from({ length }, () => {
    if (random.chance(0.6)) return random.pick(bits);
    // A third of the letters come from the first blocks, where most rules are.
    const code = 0x20 + random.below(random.chance(0.3) ? 0x2fe0 : 0x2ffdf);
    return code >= 0xd800 && code <= 0xdfff ? 'q' : String.fromCodePoint(code);
  }).join('');
}

/** What folding takes out of words. */
const foldedAway = ['invisible', 'mark', 'click'] as const;

/** Signs that have a word, and are silent as decoration all the same. */
const decorating = /^[*_#~|^`/\\.,:<>=·-]$/u;
const visible = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{P}\p{S}]/u;

/** Says what is wrong with the reading of a text; null where nothing is. */
function findFault(text: string, language: Language): string | null {
  const grammar = findGrammar(language);
  if (grammar === null) return findFaultOfRewritten(text, language) ?? findFaultOfBorders(text, language);
  const isCovered = new Uint8Array(text.length);
  let end = 0;
  for (const sentence of splitSentences(text, language)) {
    if (sentence.start !== end && end < sentence.start) return `a gap before ${sentence.start}`;
    let last = sentence.start;
    for (const part of normalise(text, sentence, { grammar, options: DEFAULT_NORMALIZATION })) {
      if (part.start < last || part.end > sentence.end) return `a part out of order at ${part.start}`;
      const fault = findFaultOfPart(text, part, grammar);
      if (fault !== null) return fault;
      last = part.end;
      isCovered.fill(1, part.start, part.end);
    }
    end = sentence.end;
  }
  if (end !== text.length) return 'an end that is missing';
  for (let offset = 0; offset < text.length; offset += 1) {
    const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
    if (visible.test(character) && isCovered[offset] === 0)
      return `nothing said of ${character} at ${offset}`;
  }
  return findFaultOfBorders(text, language);
}

function findFaultOfPart(
  text: string,
  { start, end, spoken, kind, rule }: SpokenPart,
  { signs, language }: Grammar,
): string | null {
  if (kind !== 'silent') {
    if (end === start || spoken === '') return `nothing in the words at ${start}`;
    const isRead = language === 'hi' ? /\p{Script=Latin}|\p{Script=Devanagari}/u : /\p{Script=Latin}/u;
    const unread = spoken.match(/\p{L}/gu)?.find((letter) => !isRead.test(letter));
    return unread === undefined ? null : `${unread} at ${start} goes to a voice that does not know it`;
  }
  if (rule === undefined) return `no rule for what is silent at ${start}`;
  const written = Array.from(text.slice(start, end).trim())
    .filter((character) => !foldedAway.some((listed) => silentRules[listed].test(character)))
    .join('');
  const isListed =
    written === '' ||
    [
      written,
      written.normalize('NFKC'),
      foldText(written, { start: 0, end: written.length }, language).text,
    ].some((form) => silentRules[rule].test(form));
  const isKnown =
    (Object.hasOwn(signs, written) && signs[written] !== '' && !decorating.test(written)) ||
    (language === 'hi' && /(?=[\p{L}\p{M}\p{N}])\p{Script=Devanagari}/u.test(written));
  const isNote = rule === 'note' || rule === 'registration' || rule === 'markup';
  return isListed && (isNote || !isKnown)
    ? null
    : `${JSON.stringify(written)} is silent by the rule "${rule}"`;
}

/** What is folded away in languages whose phonemizers get the rest: a hyphen goes where it breaks a word. */
const unwritten = [...foldedAway, 'hyphen'] as const;

/** The signs that have words in the languages that are rewritten. */
const rewrittenSigns: Partial<Record<Language, Readonly<Record<string, string>>>> = {
  ja: japaneseJson.signs,
  zh: mandarinJson.signs,
};

/** Every visible character goes to the phonemizer, as it is or in words, and no sign that has a word goes as a sign. */
function findFaultOfRewritten(text: string, language: Language): string | null {
  const isCovered = new Uint8Array(text.length);
  for (const sentence of splitSentences(text, language)) {
    const { passages } = readSentence(text, sentence, { language, normalization: DEFAULT_NORMALIZATION });
    if (passages.length === 0) isCovered.fill(1, sentence.start, sentence.end);
    const letter = sentence.start + text.slice(sentence.start, sentence.end).search(readable);
    if (passages.length === 0 && letter >= sentence.start && !isSilentInEnglish(text, letter))
      return `nothing said of the sentence at ${sentence.start}`;
    for (const passage of passages) {
      const unread = Object.keys(rewrittenSigns[language] ?? {}).find((sign) => passage.text.includes(sign));
      if (unread !== undefined) return `${unread} has a word and is no word in ${passage.text}`;
      const letters = Array.from({ length: passage.text.length }, (_, start) => ({
        start,
        end: start + 1,
        phonemeStart: 0,
        phonemeEnd: 1,
      }));
      for (const { start, end } of passage.place(letters)) isCovered.fill(1, start, end);
    }
  }
  for (let offset = 0; offset < text.length; offset += 1) {
    const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
    if (!visible.test(character) || isCovered[offset] === 1) continue;
    if (unwritten.some((rule) => silentRules[rule].test(character))) continue;
    if (!isSilentInEnglish(text, offset) && !isSilentInEnglish(character, 0))
      return `nothing said of ${character} at ${offset}`;
  }
  return null;
}

/** What a Japanese or Chinese sentence cannot be without its being read; radicals of Chinese characters are signs. */
const readable = /(?=[\p{L}\p{Nd}])[\p{Script=Han}\p{Script=Latin}\p{Nd}]/u;

/** Words in Latin and Greek letters are read as English does, which says nothing of whole words in Greek. */
function isSilentInEnglish(text: string, offset: number): boolean {
  const grammar = findGrammar('en-us')!;
  const sentence = { start: 0, end: text.length };
  return normalise(text, sentence, { grammar, options: DEFAULT_NORMALIZATION }).some(
    ({ kind, start, end }) => kind === 'silent' && start <= offset && offset < end,
  );
}

/** A sentence may be cut between words alone. */
function findFaultOfBorders(text: string, language: Language): string | null {
  for (const sentence of splitSentences(text, language)) {
    const { borders, passages } = readSentence(text, sentence, {
      language,
      normalization: DEFAULT_NORMALIZATION,
    });
    const words = passages.flatMap((passage) =>
      passage.place([{ start: 0, end: passage.text.length, phonemeStart: 0, phonemeEnd: 1 }]),
    );
    let before = sentence.start;
    for (const { offset } of borders) {
      if (offset <= before || offset >= sentence.end) return `a border out of order at ${offset}`;
      const [last = '', next = ''] = [
        /.$/su.exec(text.slice(0, offset))?.[0],
        /^./su.exec(text.slice(offset))?.[0],
      ];
      if (isOfWord(last) && isOfWord(next)) {
        return `a border within a word at ${offset}`;
      }
      before = offset;
    }
    if (words.some(({ start, end }) => start < sentence.start || end > sentence.end))
      return 'a word out of its sentence';
  }
  return null;
}

/** Whether a character is a Latin letter that is spoken, or a digit. */
function isOfWord(character: string): boolean {
  return /(?=\p{L})\p{Script=Latin}|\p{Nd}/u.test(character) && !silentRules.click.test(character);
}

describe('reading', () => {
  it.each(LANGUAGES)('says every visible character of random texts in %s', (language) => {
    const random = createRandom(SEED + LANGUAGES.indexOf(language));
    const faults: string[] = [];
    for (let index = 0; index < TEXTS / LANGUAGES.length && faults.length < 10; index += 1) {
      const text = createText(random);
      const fault = findFault(text, language);
      if (fault !== null) faults.push(`${fault} in ${JSON.stringify(text)}`);
    }
    expect(faults).toEqual([]);
  });

  it('is silent by no rule that the documentation does not list', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../docs/text.md'), 'utf8');
    const [, part = ''] = /## What is silent\n(.*?)\n## /su.exec(text) ?? [];
    const listed = Array.from(part.matchAll(/^\| (.+?) +\|/gmu), ([, rule]) => rule);
    expect(listed.slice(2)).toEqual(Object.keys(silentRules));
  });
});

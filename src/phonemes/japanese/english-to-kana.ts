import loanSounds from './loan-sounds.json' with { type: 'json' };

/** A sound of an English word: a vowel, or the consonants that are written with one kana. */
interface Sound {
  readonly phoneme: string;
  readonly isVowel: boolean;
  readonly isStressed: boolean;
  /** The letters of a vowel, and an r that ends its syllable; empty where letters and vowels do not pair. */
  readonly letters: string;
}

const COLUMNS = 'aiueo';

/** The column of a vowel, and the kana that follows it. */
const vowels: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(loanSounds.vowels));

/** The kana of a consonant before a, i, u, e and o, and without a vowel. */
const rows: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(loanSounds.rows).map(([consonant, row]) => [consonant, row.split(' ')]),
);

const palatals: ReadonlyMap<string, string> = new Map(Object.entries(loanSounds.palatal));

const small: ReadonlyMap<string, string> = new Map(Object.entries({ a: 'ャ', u: 'ュ', e: 'ェ', o: 'ョ' }));

const sound =
  /(?<stress>[ˈˌ]?)(?<phoneme>[iuɑɔɜɛə]ː|(?:ts|dz)(?![ˈˌaeiouæɑɒɔəɛɜɪʊʌᵻᵊAIOQWY])|^tw|[kɡ]w|[^ˈˌː])/gu;

const SHORT_VOWELS = 'ɪɛaæʌɒʊə';

const doubled = new Set(['k', 't', 'p', 'ʧ', 'ʃ', 'd', 'ɡ', 'ʤ', 'ts', 'dz']);

/**
 * Writes an English word in katakana, as Japanese writes a loan: /kəmpjˈuːtə/, spelled "computer", gives コンピューター.
 * Takes Kokoro's British phonemes, whose r and o are those of Japanese loans.
 */
export function englishToKana(phonemes: string, spelling: string): string {
  const word = spelling.toLowerCase();
  const sounds = toSounds(phonemes, word);
  let kana = '';
  for (let at = 0; at < sounds.length; at += 1) {
    const [one, next, afterNext] = sounds.slice(at, at + 3);
    if (one === undefined) break;
    const isLast = at + 1 >= sounds.length - 1;
    if (one.isVowel) kana += toSyllable('', one, at === sounds.length - 1);
    else {
      if (isDoubled(sounds, at, word)) kana += 'ッ';
      if (next?.phoneme === 'j' && afterNext?.isVowel === true && palatals.has(one.phoneme)) {
        kana += toPalatal(one.phoneme, afterNext);
        at += 2;
      } else if (next?.isVowel === true) {
        kana += toSyllable(one.phoneme, next, isLast);
        at += 1;
      } else kana += toCoda(one.phoneme, next?.phoneme ?? '');
    }
  }
  return toUsualKana(kana, word);
}

function toSounds(phonemes: string, word: string): Sound[] {
  // "Python" has no vowel in its last syllable, but Japanese gives it the one that is written.
  const voiced = /[aeiou]n$/u.test(word) ? phonemes.replace(/(?<=[bdfkpstvzðɡʃθ])n$/u, 'ᵊn') : phonemes;
  const found = Array.from(voiced.matchAll(sound), ({ groups }) => ({
    phoneme: groups?.['phoneme'] ?? '',
    isVowel: vowels.has(groups?.['phoneme'] ?? ''),
    isStressed: groups?.['stress'] === 'ˈ',
  }));
  const written = word.replace(/(?<=[^aeiouy])e(?=s?$)/u, '').match(/[aeiouy]+(?:r(?![aeiouy]))?/gu) ?? [];
  const isPaired = written.length === found.filter(({ isVowel }) => isVowel).length;
  let index = 0;
  return found.map((each) => {
    const letters = each.isVowel && isPaired ? (written[index] ?? '') : '';
    if (each.isVowel) index += 1;
    return { ...each, letters };
  });
}

function toSyllable(consonant: string, vowel: Sound, isLast: boolean): string {
  // The a of "cat" is palatal in Japanese, that of "cut" is not.
  const palatal = palatals.get(consonant);
  if (/[aæ]/u.test(vowel.phoneme) && /^[kɡ]$/u.test(consonant)) return `${palatal ?? ''}ャ`;
  const [column, tail] = toColumn(consonant, vowel, isLast);
  // The vowel of "-tion" and of "-ism" is not there, or hardly.
  if (column === '') return toCoda(consonant, vowel.phoneme);
  return (rows.get(consonant)?.[COLUMNS.indexOf(column)] ?? '') + tail;
}

/** The vowel that Japanese gives an English one, and the kana behind it. Where English weakens a vowel, it is the written one. */
function toColumn(consonant: string, vowel: Sound, isLast: boolean): readonly [column: string, tail: string] {
  const { phoneme, letters, isStressed } = vowel;
  const [column = '', tail = ''] = vowels.get(phoneme) ?? [];
  if (phoneme === 'ə' && letters.endsWith('r')) return ['a', 'ー'];
  if (phoneme === 'ə' && /^[aeio]$/u.test(letters)) return [letters, ''];
  if (phoneme === 'ᵊ' && /^[ao]$/u.test(letters)) return [letters, ''];
  if (phoneme === 'ɪ' && letters === 'e' && !/[bɹ]/u.test(consonant)) return ['e', ''];
  if (/[OQ]/u.test(phoneme) && isLast && !isStressed) return ['o', letters === 'ow' ? 'ウ' : ''];
  return [column, tail];
}

function toPalatal(consonant: string, vowel: Sound): string {
  const [column = '', tail = ''] = vowels.get(vowel.phoneme) ?? [];
  return `${palatals.get(consonant) ?? ''}${small.get(vowel.letters === 'u' ? 'u' : column) ?? ''}${tail}`;
}

function toCoda(consonant: string, next: string): string {
  if (consonant === 'm' && /^[pbm]/u.test(next)) return 'ン';
  if (consonant === 'ŋ' && /^[kɡ]/u.test(next)) return 'ン';
  const column = next === 'ᵊ' && /[ʃʒ]/u.test(consonant) ? COLUMNS.indexOf('o') : COLUMNS.length;
  return rows.get(consonant)?.[column] ?? '';
}

/** A last consonant behind a short vowel, also before s, is said twice; so is a p that is written twice. */
function isDoubled(sounds: readonly Sound[], at: number, word: string): boolean {
  const [before, one, ...after] = sounds.slice(Math.max(0, at - 1));
  if (at === 0 || before === undefined || one === undefined) return false;
  if (!SHORT_VOWELS.includes(before.phoneme)) return false;
  if (one.phoneme === 'p' && word.includes('pp')) return true;
  return doubled.has(one.phoneme) && after.every(({ phoneme }) => phoneme === 's');
}

/** What Japanese writes otherwise than its parts, as in シティー (city), プレイヤー (player) and エクセル (Excel). */
function toUsualKana(kana: string, word: string): string {
  const isLong = /(?:[^aeiou]y|ee|ey)$/u.test(word) && /[ィイキギシジチニヒビピミリ]$/u.test(kana);
  const isAgent = /[aeo]r$/u.test(word) && /[アヤワ]$/u.test(kana);
  return `${kana}${isLong || isAgent ? 'ー' : ''}`
    .replace(/^イ(?=ク|グ)/u, word.startsWith('ex') ? 'エ' : 'イ')
    .replaceAll('ウア', 'ワ')
    .replaceAll('ーア', 'イヤ')
    .replace(/(?<=[エェケゲセゼテデネヘベペメレ])ー$/u, 'イ')
    .replace(/ザム$/u, 'ズム');
}

/** Letters of Vietnamese that stand in no language which is spoken here. */
const foreign = /[đơưăĐƠƯĂ]/u;

const base: Readonly<Record<string, string>> = {
  đ: 'd', Đ: 'D', ł: 'l', Ł: 'L', ø: 'o', Ø: 'O', ħ: 'h', Ħ: 'H', ŧ: 't', Ŧ: 'T', ı: 'i', ĸ: 'k', ŋ: 'n',
  Ŋ: 'N', ƒ: 'f', ɡ: 'g', ə: 'e', Ə: 'E', ɛ: 'e', ɔ: 'o', ß: 's', þ: 't', Þ: 'T', ð: 'd', Ð: 'D',
}; // prettier-ignore

/** Accented letters that each language's voices know, besides plain ones. */
const known: Readonly<Record<string, RegExp>> = {
  en: /[à-öø-ÿÀ-ÖØ-Þßœæšžčłńśźżąę]/iu,
  es: /[à-öø-ÿß]/iu,
  fr: /[à-öø-ÿœßš]/iu,
  it: /[à-öø-ÿß]/iu,
  pt: /[à-öø-ÿß]/iu,
  hi: /[à-öø-ÿß]/iu,
};

const accented = /[\u00c0-\u024f\u0250-\u02af\u1d00-\u1eff]/u;

/**
 * Replaces Latin letters that a language's voice would spell out by their base letters, one for one: all accents of a
 * word that has a Vietnamese letter, and any other letter that the voice does not know.
 */
export function foldAccents(text: string, language: string): string {
  if (!accented.test(text)) return text;
  const spoken = known[language.slice(0, 2)];
  if (spoken === undefined) return text;
  return text.replace(/\p{Script=Latin}+/gu, (word) => {
    if (!accented.test(word)) return word;
    const isForeign = foreign.test(word) || Array.from(word).some(isDoubleMarked);
    return Array.from(word, (letter) =>
      accented.test(letter) && (isForeign || !spoken.test(letter)) ? toBase(letter) : letter,
    ).join('');
  });
}

function isDoubleMarked(letter: string): boolean {
  return letter.normalize('NFD').length > 2;
}

/** The base letter, in as many UTF-16 units as the letter has. */
function toBase(letter: string): string {
  const direct = base[letter];
  if (direct !== undefined) return direct;
  const decomposed = letter.normalize('NFKD').replace(/\p{M}/gu, '');
  const plain = Array.from(decomposed, (part) => base[part] ?? part).join('');
  return plain.length === letter.length ? plain : letter;
}

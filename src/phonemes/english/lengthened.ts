const lengthened = /(\p{L})\1\1/iu;
// `WWW`, `zzzzz`
const oneLetter = /^(\p{L})\1+$/iu;
const numeral = /^[IVXLCDM]+$/iu;
const runs = /(\p{L})\1{2,}/giu;
// Each run doubles the spellings that there may be.
const maxRuns = 3;

/** The spellings that a lengthened word may have otherwise, likeliest first: `sooo` is "soo" or "so", `heyy` is "hey". */
export function toShortForms(written: string): string[] {
  const word = isLengthenedInCapitals(written) ? written.toLowerCase() : written;
  if (oneLetter.test(word)) return word.length > 3 ? [word.slice(0, 3)] : [];
  if (!/^\p{L}{3,}$/u.test(word) || numeral.test(word)) return [];
  const forms = lengthened.test(word) ? shortenRuns(word) : [];
  // A name may end so: only small letters are lengthened. So may "advisee", and "ann" is not the article.
  const isDoubled = /(?:(?!e)(\p{Ll})\1)$/u.test(word) && (word.length > 3 || /[aiou]$/u.test(word));
  if (isDoubled && word === word.toLowerCase()) forms.push(word.slice(0, -1));
  return forms;
}

/** Whether a word in capitals is lengthened, and no row of initials: `SOOO`, but not `WWW`, `SSSI`, `AAAS` and `VIII`. */
export function isLengthenedInCapitals(word: string): boolean {
  return (
    word === word.toUpperCase() &&
    /^(?!([^AEIOU])\1\1|AAA[^H]$).*(\p{L})\2\2/u.test(word) &&
    !oneLetter.test(word) &&
    !numeral.test(word)
  );
}

function shortenRuns(word: string): string[] {
  const parts = word.split(runs).length > 2 * maxRuns + 1 ? [] : [...word.matchAll(runs)];
  let forms = [''];
  let at = 0;
  for (const { 0: run, 1: letter = '', index } of parts) {
    const before = word.slice(at, index);
    forms = forms.flatMap((form) => [form + before + letter + letter.toLowerCase(), form + before + letter]);
    at = index + run.length;
  }
  return parts.length === 0 ? [] : forms.map((form) => form + word.slice(at));
}

const stressMarks = /^[ˈˌ]+/u;
const letter = /\p{L}/u;

/**
 * Converts eSpeak's separated phonemes (`d_ʒ_ˈoʊ | …`) to the form of its `--tie=^` option (`dʒˈo^ʊ …`): a tie joins the
 * letters of one phoneme. Clauses are parted by a space like words.
 */
export function tieIpa(separated: string): string {
  return separated
    .split(/[ |]+/u)
    .map((word) => word.split('_').map(tiePhoneme).join(''))
    .filter((word) => word !== '')
    .join(' ');
}

function tiePhoneme(phoneme: string): string {
  const stress = stressMarks.exec(phoneme)?.[0] ?? '';
  let tied = stress;
  let isFirst = true;
  for (const character of phoneme.slice(stress.length)) {
    if (!isFirst && isTied(character)) tied += '^';
    tied += character;
    isFirst = false;
  }
  return tied;
}

/** eSpeak ties letters, but no modifiers (U+02B0 to U+036F), such as the mark of length. */
function isTied(character: string): boolean {
  const codePoint = character.codePointAt(0) ?? 0;
  return (codePoint < 0x2b0 || codePoint > 0x36f) && letter.test(character);
}

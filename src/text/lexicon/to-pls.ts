import { toGivenPhonemes, type LexiconEntry } from '../../contract/lexicon.ts';

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" alphabet="ipa" xml:lang="und"
  xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" xmlns:sotto="urn:sotto:lexicon">
`;

/**
 * Writes a Pronunciation Lexicon of the W3C, version 1.0. The language of an entry stands on its lexeme, and so do the
 * two options that PLS does not have, in a namespace that other programs pass over.
 */
export function toPls(entries: readonly LexiconEntry[]): string {
  return `${HEAD}${entries.map(toLexeme).join('')}</lexicon>\n`;
}

function toLexeme({ written, says, language, matchCase, wholeWord }: LexiconEntry): string {
  const phonemes = toGivenPhonemes(says);
  const said =
    phonemes === undefined ? `<alias>${escape(says)}</alias>` : `<phoneme>${escape(phonemes)}</phoneme>`;
  const options = [
    language === 'all' ? '' : ` xml:lang="${language}"`,
    matchCase ? '' : ' sotto:match-case="false"',
    wholeWord ? '' : ' sotto:whole-word="false"',
  ];
  return `  <lexeme${options.join('')}><grapheme>${escape(written)}</grapheme>${said}</lexeme>\n`;
}

/** Leaves out what XML cannot hold at all. */
function escape(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (control) => (control === '\t' || control === '\n' ? ' ' : ''))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

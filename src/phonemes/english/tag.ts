/** A part of speech, in the Penn Treebank's letters; `ADD` is an address, `HYPH` a hyphen, `NFP` a row of signs. */
export type Tag =
  | 'CC'
  | 'CD'
  | 'DT'
  | 'EX'
  | 'FW'
  | 'IN'
  | 'JJ'
  | 'JJR'
  | 'JJS'
  | 'LS'
  | 'MD'
  | 'NN'
  | 'NNP'
  | 'NNPS'
  | 'NNS'
  | 'PDT'
  | 'POS'
  | 'PRP'
  | 'PRP$'
  | 'RB'
  | 'RBR'
  | 'RBS'
  | 'RP'
  | 'SYM'
  | 'TO'
  | 'UH'
  | 'VB'
  | 'VBD'
  | 'VBG'
  | 'VBN'
  | 'VBP'
  | 'VBZ'
  | 'WDT'
  | 'WP'
  | 'WP$'
  | 'WRB'
  | 'ADD'
  | 'AFX'
  | 'GW'
  | 'HYPH'
  | 'NFP'
  | 'XX'
  | '.'
  | ','
  | ':'
  | '$'
  | '#'
  | '``'
  | "''"
  | '-LRB-'
  | '-RRB-';

/** The kinds of readings that a word list tells apart beside `DEFAULT`; `None` is the reading before a pause. */
export const readingKinds = ['NOUN', 'VERB', 'ADJ', 'ADV', 'DT', 'VBD', 'VBN', 'VBP', 'None'] as const;

/** One of `readingKinds`. */
export type ReadingKind = (typeof readingKinds)[number];

/** The class that a tag belongs to, as word lists name it; undefined where they have no name for it. */
export function toReadingKind(tag: Tag): ReadingKind | undefined {
  if (tag.startsWith('VB')) return 'VERB';
  if (tag.startsWith('NN')) return 'NOUN';
  if (tag.startsWith('RB')) return 'ADV';
  if (tag.startsWith('JJ')) return 'ADJ';
  return undefined;
}

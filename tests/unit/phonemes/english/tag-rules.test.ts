import { describe, expect, it } from 'vitest';
import { Sentence } from '../../../../src/phonemes/english/sentence.ts';
import { tagSentence } from '../../../../src/phonemes/english/tag-rules.ts';
import { tokenize } from '../../../../src/phonemes/english/tokenize.ts';

/** The tag of the word between asterisks. */
function tagOf(marked: string): string | undefined {
  const at = marked.indexOf('*');
  const tokens = tokenize(marked.replaceAll('*', ''));
  return tagSentence(new Sentence(tokens))[tokens.findIndex(({ start }) => start === at)];
}

describe('tags', () => {
  it.each([
    ['*a* book', 'DT'],
    ['vitamin *A*, please', 'NN'],
    ['I got an *A* in maths.', 'NN'],
    ['So *I* left.', 'PRP'],
    ['World War *I* began.', 'CD'],
    ['at 10 *am* sharp', 'NN'],
    ['*I* am here', 'PRP'],
    ['a flight by Pan *Am* today', 'FW'],
    ['He *used* to live here.', 'VBD'],
    ['I am *used* to it.', 'JJ'],
    ['It is *used* to cut wood.', 'VBN'],
    ['Come *in*!', 'RP'],
    ['Come *in* and sit.', 'RP'],
    ['She is *in* Rome.', 'IN'],
    ['Who is *that*?', 'DT'],
    ['I know *that* he left.', 'IN'],
    ['the book *that* I read', 'IN'],
    ['What do you think of *that* idea?', 'DT'],
    ['We met *that* night.', 'DT'],
    ['*That* is fine.', 'DT'],
    ['Romeo *vs* Juliet', 'IN'],
    ['the *US* economy', 'NNP'],
    ['Call *US* now', 'PRP'],
    ['*"*Hello," she said.', '``'],
    ['"Hello,*"* she said.', "''"],
    ["the boys*'* toys", 'POS'],
    ["'yes*'* he said", "''"],
    ['wait *-* no', ':'],
    ['well*-*known', 'HYPH'],
    ['10*-*20', 'SYM'],
    ['*$*5', '$'],
    ['*1,234.5* metres', 'CD'],
    ['see *www.example.com* now', 'ADD'],
    ['*NASA* said so', 'NNP'],
    ['THIS IS *VERY* LOUD', 'RB'],
  ])('of %s is %s', (marked, expected) => {
    expect(tagOf(marked)).toBe(expected);
  });
});

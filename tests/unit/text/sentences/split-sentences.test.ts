import { describe, expect, it } from 'vitest';
import type { Language } from '../../../../src/contract/language.ts';
import { splitSentences } from '../../../../src/text/sentences/split-sentences.ts';

function split(text: string, language: Language = 'en-us'): string[] {
  return [...splitSentences(text, language)].map(({ start, end }) => text.slice(start, end).trim());
}

/** Each case is a list of sentences; joined by spaces it must come apart as it was. */
function expectSentences(sentences: string[], language?: Language): void {
  expect(split(sentences.join(' '), language)).toEqual(sentences);
}

describe('splitSentences', () => {
  it.each([
    [['Hello there.', 'How are you?', 'Fine!', 'Good.']],
    [['Dr. Smith met Mrs. Jones and Prof. Brown at St. Mary.', 'They talked.']],
    [['No. 5 is alive.', 'See Fig. 3 and Nos. 4 to 6, pp. 7 ff.', 'It was on Jan. 5 that it rained.']],
    [['Just say no.', 'Then leave.']],
    [['Pi is 3.14159, e is 2.718.', 'Version 2.0.1 is out.', 'It costs $1,234.56.', 'Yes.']],
    [['J. R. R. Tolkien and George W. Bush never met.', 'The U.S. Army did.']],
    [['He works at Acme Inc. in London.', 'She works at Acme Inc. Europe with John Jr. and others.']],
    [['It starts at 5 p.m. The doors open at four.'.slice(0, 19), 'The doors open at four.']],
    [['It starts at 5 p.m. Paris time.', 'Be there.']],
    [['Bring fruit, e.g. Apples or Pears, i.e. Things that grow.', 'Thanks.']],
    [['Wait... what was that?', 'Nothing…', 'Ok.'].slice(0, 1)],
    [['"Stop!" he said.', '"Go." Then he left.'.slice(0, 5), 'Then he left.']],
    [["The boys' toys.", 'It rained.', 'We left.']],
    [['He said "hi.', 'Then he left.', 'And more.']],
    [['“Are you there?” she asked.', '“Yes.”', '(He was.)', 'Good.']],
    [['See https://example.com/?q=a.b&c=d!e#f and mail me@example.com now.', 'Thanks.']],
    [['Ask @someone.', 'Visit www.example.com.', 'Bye.']],
    [['Yahoo! is a name.', 'So is Jeopardy! for some.']],
    [['What?!', 'No way!!!', 'Really?']],
    [['I’m here.', 'You don’t say.', 'It’s fine.']],
  ])('finds the sentences of %j', (sentences) => {
    expectSentences(sentences);
  });

  it.each<[Language, string[]]>([
    [
      'es',
      ['¿Dónde está el Sr. García?', '¡No lo sé!', 'Vive en la Avda. Mayor, n.º 5.', 'Véase la pág. 3.'],
    ],
    [
      'fr',
      ['M. Dupont est là.', 'Bonjour !', 'Ça va ?', 'Voir p. 12 et fig. 3.', '« Oui. »', 'Mme Durand dort.'],
    ],
    ['it', ['Il sig. Rossi e il dott. Bianchi parlano.', 'Vedi pag. 12.', 'Perché?', 'Non lo so!']],
    ['pt-br', ['O Sr. Silva e a Dra. Souza chegaram.', 'Veja a pág. 9.', 'Tudo bem?', 'Sim!']],
    ['hi', ['नमस्ते।', 'डॉ. शर्मा कहाँ हैं?', 'वे घर पर हैं।']],
    ['en-gb', ['Mr. Bean lives at No. 12.', 'He is odd.']],
  ])('knows the abbreviations of %s', (language, sentences) => {
    expectSentences(sentences, language);
  });

  it('splits Chinese and Japanese, which have no spaces', () => {
    expect(split('你好。世界！「行吗？」他说。好', 'zh')).toEqual([
      '你好。',
      '世界！',
      '「行吗？」',
      '他说。',
      '好',
    ]);
    expect(split('これは本です。それは？はい。', 'ja')).toEqual(['これは本です。', 'それは？', 'はい。']);
  });

  it('ends a sentence with its line and says so', () => {
    const text = 'Title\r\n\r\nFirst line\nsecond. Third\u2028Fourth';
    const sentences = [...splitSentences(text, 'en-us')];
    expect(sentences.map(({ start, end }) => text.slice(start, end))).toEqual([
      'Title\r\n\r\n',
      'First line\n',
      'second. ',
      'Third\u2028',
      'Fourth',
    ]);
    expect(sentences.map(({ endsLine }) => endsLine)).toEqual([true, true, false, true, false]);
  });

  it('leaves the number of a list item with its text', () => {
    expect(split('1. First thing\n2. Second thing\na. Third')).toEqual([
      '1. First thing',
      '2. Second thing',
      'a. Third',
    ]);
  });

  it('gives what cannot be spoken to a neighbour', () => {
    expect(split('*** \n Hello. 😀😀 !!! \n\n World.')).toEqual(['*** \n Hello. 😀😀 !!!', 'World.']);
    expect(split('?!. ... 😀')).toEqual(['?!. ... 😀']);
    expect(split('')).toEqual([]);
  });

  it('stops joining somewhere', () => {
    const sentences = split('A. B. C. D. '.repeat(1000));
    expect(sentences.length).toBeGreaterThan(5);
    expect(Math.max(...sentences.map(({ length }) => length))).toBeLessThan(1100);
  });
});

const nasty: readonly (readonly [string, string])[] = [
  ['nothing but emoji', '😀👩‍👩‍👧‍👦🏳️‍🌈'.repeat(50)],
  ['one word of 5,000 letters', 'a'.repeat(5000)],
  ['5,000 astral letters', '𝒜'.repeat(5000)],
  ['5,000 digits', '7'.repeat(5000)],
  ['no spaces', 'one,two;three.four'.repeat(400)],
  ['right to left', 'مرحبا بالعالم. كيف حالك؟ '.repeat(100)],
  ['control characters', Array.from({ length: 160 }, (_, i) => String.fromCharCode(i)).join('a. ')],
  ['lone surrogates', '\ud800 a. \udc00\udc00B\ud83d. c\ud83d'.repeat(50)],
  ['4,096 newlines', '\n'.repeat(4096)],
  ['4,096 newlines around words', `${'\n'.repeat(2048)}Hi.${'\r\n'.repeat(1024)}Ho`],
  ['combining marks', `a${'\u0301'.repeat(5000)}b`],
  ['only full stops', '.'.repeat(5000)],
  ['abbreviations', 'Dr. '.repeat(2000)],
  ['a newline after a mention', 'Hi @me\nand http://x.y/?\nand more.\n'],
];

describe('splitSentences on anything that can be pasted', () => {
  it.each(nasty)('loses and repeats nothing of %s', (_, text) => {
    let end = 0;
    for (const sentence of splitSentences(text, 'en-us')) {
      expect(sentence.start).toBe(end);
      expect(sentence.end).toBeGreaterThan(sentence.start);
      end = sentence.end;
    }
    expect(end).toBe(text.length);
  });

  it('cuts between characters, never within', () => {
    for (const { start } of splitSentences('𝒜'.repeat(5000), 'en-us')) expect(start % 2).toBe(0);
  });

  it('bounds what is spoken in one slice', () => {
    for (const [, text] of nasty) {
      for (const { start, end } of splitSentences(text, 'en-us')) {
        const slice = text.slice(start, end);
        if (/[\p{L}\p{N}]{100}/u.test(slice)) expect(slice.length).toBeLessThan(4000);
      }
    }
  });

  it('takes a megabyte in its stride', () => {
    // Time in proportion to the square would be hours: the test's own limit ends it.
    const units = ['\n', 'This is a sentence of words. ', 'a. 1 ', 'word ', '"', '你好。', 'x'];
    for (const unit of units) {
      const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
      let length = 0;
      for (const { start, end } of splitSentences(text, 'en-us')) length += end - start;
      expect(length).toBe(text.length);
    }
  });

  it('gives the first sentence without looking at the rest', () => {
    const reads: number[] = [];
    const text = 'First one. Second one. '.repeat(100_000);
    for (const { end } of splitSentences(text, 'en-us')) {
      reads.push(end);
      if (reads.length === 2) break;
    }
    expect(reads).toEqual([11, 23]);
  });
});

describe('a line break', () => {
  it.each([
    ['in running text', 'She walked along the quiet river\nuntil the bells rang.', 1],
    ['behind a title', 'We met Mrs.\nHall again.', 1],
    ['before a capital behind a linking word', 'They moved from the\nNetherlands last year.', 1],
    ['within a word', 'This is remark-\nable.', 1],
    ['before an item', 'Bring:\n- rope\n- water', 3],
    ['behind a full stop', 'It ended.\nthen it rained.', 2],
    ['in verse', 'The lamp is low\nThe door is shut\nThe fire is ash', 3],
    ['behind a heading', '# Costs\nWe paid.', 2],
    ['before an empty line', 'Costs\n\nWe paid.', 2],
  ])('%s', (_, text, count) => {
    expect(split(text)).toHaveLength(count);
  });
});

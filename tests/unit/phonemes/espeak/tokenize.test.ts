import { describe, expect, it } from 'vitest';
import { tokenize } from '../../../../src/phonemes/espeak/tokenize.ts';

/** Words as `text=spoken` (or the text alone where both are the same), marks as they are, spaces as `_`. */
function show(text: string, language: Parameters<typeof tokenize>[1] = 'en-us'): string {
  return tokenize(text, language)
    .map((token) => {
      if (token.kind === 'space') return '_';
      if (token.kind === 'mark') return `<${token.signs}>`;
      const word = text.slice(token.start, token.end);
      return word === token.spoken ? word : `${word}=${token.spoken}`;
    })
    .join(' ');
}

describe('tokenize', () => {
  it.each([
    ['Hello, "world"!', 'Hello <,> _ <"> world <"!>'],
    ['(a) «b» „c“ 「d」', '<(> a <)> _ <“> b <”> _ <“> c <“> _ <“> d <”>'],
    ['wait...what?!', 'wait <…> what <?!>'],
    ['one—two -- three - four', 'one <—> two _ <—> _ three _ <—> _ four'],
    ['¿Qué? नमस्ते।', 'Qué <?> _ नमस्ते <.>'],
    ['No!!!!!!', 'No <!!!>'],
    ['3.14 10:30 1,000 -5 .5', '3.14 _ 10:30 _ 1,000 _ -5 _ .5'],
    ['well-known hello,world end.Next', 'well-known _ hello <,> world _ end <.> Next'],
    ['see http://x.y/z?c=d, me@example.com.', 'see _ http://x.y/z?c=d <,> _ me@example.com <.>'],
    ["don't 'quoted' rock 'n' roll", "don't _ quoted='quoted' _ rock _ n='n' _ roll"],
  ])('splits %s', (text, expected) => {
    expect(show(text)).toBe(expected);
  });

  it.each([
    ['Dr. J. Smith met Mr. Jones.', 'Dr _ J _ Smith _ met _ Mr _ Jones <.>'],
    [
      'e.g. this, at 5 p.m. He left the U.S. Army',
      'e.g=e.g. _ this <,> _ at _ 5 _ p.m=p.m. <.> _ He _ left _ the _ U.S=U.S. _ Army',
    ],
    ['So do I. Then', 'So _ do _ I <.> _ Then'],
    ['Ask Dr.', 'Ask _ Dr <.>'],
  ])('keeps the point of an abbreviation out of %s', (text, expected) => {
    expect(show(text)).toBe(expected);
  });

  it.each([
    ['fr', "L'I A, D’A", "L'I=l'I _ A <,> _ D’A=d’A"],
    ['it', "L'ONU L A", "L'ONU=l'ONU _ L _ A"],
    ['en-us', "D'Arcy", "D'Arcy"],
    ['es', 'los Meetings, YouTube, meta', 'los _ Meetings=mítins <,> _ YouTube=yutub <,> _ meta'],
    ['pt-br', 'mouse, mousse', 'mouse=mausse <,> _ mousse'],
    ['es', 'Texas y México', 'Texas=tejas _ y _ México'],
    ['fr', 'l’iPhone, Jean, jeans', 'l’iPhone=l’aïfone <,> _ Jean <,> _ jeans=djine'],
    ['it', 'il look, locale', 'il _ look=luk <,> _ locale'],
    ['en-us', 'a meeting', 'a _ meeting'],
  ] as const)('spells articles and loans as they sound in %s: %s', (language, text, expected) => {
    expect(show(text, language)).toBe(expected);
  });

  it('gives eSpeak plain letters, no invisible ones, and pieces that it can take', () => {
    expect(show('ｆｕｌｌ ﬁne e\u0301t\u00e9')).toBe('ｆｕｌｌ=full _ ﬁne=fine _ e\u0301té=été');
    expect(show('so\u00adft\u200b \u200d a\ud800b')).toBe('so\u00adft\u200b=soft _ _ a\ud800b=ab');
    expect(show('a\u0000b\u0001\u0085c')).toBe('a _ b _ c');
    expect(show('👍🏽👨‍👩‍👧!')).toBe('👍🏽👨‍👩‍👧=👍 👍🏽👨‍👩‍👧=👨‍👩‍👧 <!>');
    const pieces = tokenize('w'.repeat(5000), 'en-us').map((token) =>
      token.kind === 'word' ? token.spoken : '',
    );
    expect(pieces.join('')).toBe('w'.repeat(5000));
    expect(Math.max(...pieces.map((piece) => piece.length))).toBe(16);
  });

  it('leaves a long word that can be read in one piece', () => {
    expect(show('pneumonoultramicroscopicsilicovolcanoconiosis')).toBe(
      'pneumonoultramicroscopicsilicovolcanoconiosis',
    );
  });
});

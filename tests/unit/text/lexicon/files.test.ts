import { describe, expect, it, test } from 'vitest';
import type { LexiconEntry } from '../../../../src/contract/lexicon.ts';
import { mergeEntries, parseLexicon, toLexiconJson } from '../../../../src/text/lexicon/entries.ts';
import { parsePls } from '../../../../src/text/lexicon/pls.ts';
import { toPls } from '../../../../src/text/lexicon/to-pls.ts';

const entries: readonly LexiconEntry[] = [
  { written: 'Sotto', says: '/sˈɑtO/', language: 'en-us', matchCase: true, wholeWord: true },
  { written: 'AT&T <x>', says: 'A T & T', language: 'all', matchCase: false, wholeWord: false },
];

test.each<[string, (list: readonly LexiconEntry[]) => readonly LexiconEntry[]]>([
  ['JSON', (list) => parseLexicon(JSON.parse(toLexiconJson(list))).entries],
  ['PLS', (list) => parsePls(toPls(list)).entries],
])('a lexicon in %s comes back as it was', (_, copy) => {
  expect(copy(entries)).toEqual(entries);
});

test('a list of pronunciations as requests have it is a lexicon', () => {
  expect(parseLexicon({ WCAG: 'W C A G', sotto: '/sˈɑtO/' }).entries).toMatchObject([
    { written: 'WCAG', matchCase: true },
    { written: 'sotto', matchCase: false, language: 'all', wholeWord: true },
  ]);
});

test.each([[null], ['text'], [7], [{ entries: 'no' }]])('%j holds no entries', (value) => {
  expect(parseLexicon(value)).toEqual({ entries: [], skippedCount: 0 });
});

test('entries that make no sense are counted', () => {
  const odd = [{ written: ' ', says: 'x' }, { written: 'a' }, 3, { written: 'a', says: 'b'.repeat(500) }];
  expect(parseLexicon([...odd, { written: 'a', says: 'b', language: 'xx' }])).toMatchObject({
    entries: [{ written: 'a', language: 'all' }],
    skippedCount: 4,
  });
});

describe('parsePls', () => {
  it('takes the preferred phonemes, and as many entries as there are graphemes', () => {
    const { entries: parsed, skippedCount } = parsePls(`<?xml version="1.0"?>
      <lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en-GB">
        <meta name="a" content="b"/>
        <lexeme role="noun"><grapheme>colour</grapheme><grapheme>color</grapheme>
          <phoneme>a</phoneme><phoneme prefer="true">kˈʌlə</phoneme><example>x</example></lexeme>
        <lexeme xml:lang="fr"><grapheme>W3C</grapheme><alias>World Wide &amp; Web</alias></lexeme>
        <lexeme><grapheme>b</grapheme><phoneme alphabet="x-sampa">b</phoneme></lexeme>
        <lexeme><phoneme>c</phoneme></lexeme>
      </lexicon>`);
    expect(parsed.map(({ written, says, language }) => [written, says, language])).toEqual([
      ['colour', '/kˈʌlə/', 'en-gb'],
      ['color', '/kˈʌlə/', 'en-gb'],
      ['W3C', 'World Wide & Web', 'fr'],
    ]);
    expect(skippedCount).toBe(2);
  });

  it.each([
    ['document-type', '<!DOCTYPE lexicon [<!ENTITY a "b">]><lexicon/>'],
    ['no-lexicon', '<speak>Hello</speak>'],
    ['not-well-formed', '<lexicon><lexeme></lexicon>'],
    ['not-well-formed', 'hello'],
    ['not-well-formed', ''],
    ['not-well-formed', `<lexicon>${'<a>'.repeat(50)}`],
  ])('refuses a file: %s', (reason, text) => {
    expect(() => parsePls(text)).toThrow(expect.objectContaining({ name: 'PlsError', reason }));
  });
});

test('merging adds and changes, and drops nothing', () => {
  const [first, second] = entries;
  const changed = { ...second, says: 'other', written: 'at&t <X>' } as LexiconEntry;
  const added = { ...first, written: 'New' } as LexiconEntry;
  const merged = mergeEntries(entries, [changed, added, ...entries.slice(0, 1)]);
  expect(merged).toEqual({ entries: [first, changed, added], newCount: 1, changedCount: 1, leftOutCount: 0 });
});

import { describe, expect, it } from 'vitest';
import { toCardinal, toDecimal, toOrdinal, toYear } from '../../../../src/phonemes/english/number-words.ts';
import { type Currency, sayNumber } from '../../../../src/phonemes/english/numbers.ts';
import { openPlainLexicon } from '../../../fixtures/english-lexicon.ts';

const lexicon = await openPlainLexicon('us');

function say(text: string, currency: Currency | null = null, isHead = true): string | null {
  return sayNumber({ text, currency, isHead }, lexicon);
}

describe('the names of numbers', () => {
  it.each([
    ['0', 'zero'],
    ['17', 'seventeen'],
    ['40', 'forty'],
    ['1001', 'one thousand one'],
    ['1234567', 'one million two hundred thirty four thousand five hundred sixty seven'],
    ['000', 'zero'],
  ])('%s', (digits, expected) => {
    expect(toCardinal(digits).join(' ')).toBe(expected);
  });

  it('are digits where there is no name for so many', () => {
    expect(toCardinal('1'.repeat(40))).toEqual(Array.from({ length: 40 }, () => 'one'));
  });

  it('rank', () => {
    expect(toOrdinal('21').join(' ')).toBe('twenty first');
    expect(toOrdinal('12').join(' ')).toBe('twelfth');
    expect(toOrdinal('30').join(' ')).toBe('thirtieth');
  });

  it('tell years', () => {
    expect(toYear('1905').join(' ')).toBe('nineteen oh five');
    expect(toYear('2005').join(' ')).toBe('two thousand five');
    expect(toYear('1900').join(' ')).toBe('nineteen hundred');
    expect(toYear('2024').join(' ')).toBe('twenty twenty four');
  });

  it('have fractions digit by digit', () => {
    expect(toDecimal('3.10').join(' ')).toBe('three point one');
    expect(toDecimal('.05').join(' ')).toBe('point zero five');
    expect(toDecimal('20.000').join(' ')).toBe('twenty');
  });
});

describe('numbers in a text', () => {
  it.each([
    ['1998', null, 'nˌIntˈin nˈIndi ˈAt'],
    ['12.50', '$', 'twˈɛlv dˈɑləɹz ænd fˈɪfti sˈɛnts'],
    ['1', '$', 'wˈʌn dˈɑləɹ'],
    ['.05', '£', 'fˈIv pˈɛns'],
    ['1990s', null, 'nˌIntˈin nˈIndiz'],
    ['-5', null, 'mˈInəs fˈIv'],
    ['3rd', null, 'θˈɜɹd'],
    ['1.2.3', null, 'wˈʌn tˈu θɹˈi'],
  ] as const)('%s %s', (text, currency, expected) => {
    expect(say(text, currency)).toBe(expected);
  });

  it('within a word are read apart', () => {
    expect(say('747', null, false)).toBe('sˈɛvən fˈɔɹɾi sˈɛvən');
    expect(say('101', null, false)).toBe('wˈʌn O wˈʌn');
    expect(say('2048', null, false)).toBe(say('2048'));
    expect(say('20480', null, false)).toBe('tˈu zˈɪɹO fˈɔɹ ˈAt zˈɪɹO');
  });

  it.each(['', 'x', '1x', ',', '1-2', '٣'])('are none: %j', (text) => {
    expect(say(text)).toBeNull();
  });
});

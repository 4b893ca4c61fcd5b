import { describe, expect, it } from 'vitest';
import { alignWords } from '../../../../src/phonemes/espeak/align-words.ts';

function show(clause: string, alone: readonly string[]): string[] {
  return alignWords(clause, alone).map(({ start, end }) => clause.slice(start, end));
}

describe('alignWords', () => {
  it('finds words that differ from how they sound alone', () => {
    expect(show('ə dˈɑɡ ənd ðə kˈæt', ['ˈA', 'dˈɑɡ', 'ˈænd', 'ðˈi', 'kˈæt'])).toEqual([
      'ə',
      'dˈɑɡ',
      'ənd',
      'ðə',
      'kˈæt',
    ]);
  });

  it('keeps the words of a number together', () => {
    const alone = ['ˈɪn', 'nˈIntin hˈʌndɹɪd nˈInti ˈAt', 'wˈi'];
    expect(show('ɪn nˈIntin hˈʌndɹɪd nˈInti ˈAt wi', alone)).toEqual([
      'ɪn',
      'nˈIntin hˈʌndɹɪd nˈInti ˈAt',
      'wi',
    ]);
  });

  it('parts words that were run into one, before the mark of stress', () => {
    expect(show('ʌvðəhˈWs', ['ˈʌv', 'ðˈə', 'hˈWs'])).toEqual(['ʌv', 'ðə', 'hˈWs']);
  });

  it('leaves liaison with the word before', () => {
    expect(show('lez ɑ̃fˈɑ̃', ['le', 'ɑ̃fˈɑ̃'])).toEqual(['lez', 'ɑ̃fˈɑ̃']);
  });

  it('gives nothing to a word that is not spoken, and something to each that is', () => {
    expect(show('kˈæt dˈɑɡ', ['kˈæt', '', 'dˈɑɡ'])).toEqual(['kˈæt', '', 'dˈɑɡ']);
    const shares = show('kˈæt', ['kˈæt', 'dˈɑɡ']);
    expect(shares.join('')).toBe('kˈæt');
    expect(shares.every((share) => share !== '')).toBe(true);
  });
});

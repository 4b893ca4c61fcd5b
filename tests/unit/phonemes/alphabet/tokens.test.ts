import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isPhoneme, toTokenIds } from '../../../../src/phonemes/alphabet/kokoro-alphabet.ts';
import vocabulary from '../../../../src/contract/phoneme-ids.json' with { type: 'json' };
import { toTokenizerJson } from '../../../fixtures/tokenizer-json.ts';

describe('the vocabulary', () => {
  it("is the model's own: its tokenizer.json comes out byte for byte", () => {
    const bytes = new TextEncoder().encode(toTokenizerJson());
    expect(bytes).toHaveLength(3497);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(
      '77a02c8e164413299b4b4c403b14f8e0e1c1b727db4d46a09d6327b861060a34',
    );
  });

  it('has one code point per phoneme and one phoneme per id', () => {
    const entries = Object.entries(vocabulary);
    expect(entries.every(([phoneme]) => Array.from(phoneme).length === 1)).toBe(true);
    expect(new Set(entries.map(([, id]) => id)).size).toBe(entries.length);
  });
});

describe('toTokenIds', () => {
  it('pads both ends with 0', () => {
    expect(toTokenIds('')).toEqual([0, 0]);
    expect(toTokenIds('hˈɛlO.')).toEqual([0, 50, 156, 86, 54, 31, 4, 0]);
  });

  it('drops what Kokoro does not know, code point by code point', () => {
    expect(toTokenIds('a😀g7\nb\u{10FFFF}\ud800c')).toEqual([0, 43, 44, 45, 0]);
    expect(isPhoneme('$')).toBe(false);
    expect(isPhoneme('toString')).toBe(false);
  });

  it('tells the combining tilde from its letter', () => {
    expect(toTokenIds('ɔ̃')).toEqual([0, 76, 17, 0]);
  });

  it('gives every phoneme its own id', () => {
    const all = Object.keys(vocabulary).join('');
    expect(toTokenIds(all)).toEqual([0, ...Object.values(vocabulary), 0]);
  });
});

import { describe, expect, it } from 'vitest';
import { type Entry, WordList } from '../../../../src/phonemes/english/word-list.ts';
import { packWords } from '../../../../tools/g2p/pack-words.ts';
import { openWordList } from '../../../fixtures/english-lexicon.ts';
import { hasSharedFile, readSharedFile } from '../../../fixtures/shared-vectors.ts';

const gold: Record<string, Entry> = {
  a: 'ˈA',
  "can't": 'kˈænt',
  ID: { DEFAULT: 'ˈɪd', NOUN: null },
  read: { DEFAULT: 'ɹˈid', VBD: 'ɹˈɛd', None: 'ɹˈid' },
  'mother-in-law': 'mˈʌðəɹənlˌɔ',
};
// More than a block of them, of letters that are shared and letters that are not.
const silver = Object.fromEntries(
  Array.from({ length: 300 }, (_, index) => [
    `word${index.toString(36)}`,
    `wˈɜɹd${'bdfɡ'.charAt(index % 4)}`,
  ]),
);

describe('a packed word list', () => {
  const list = new WordList(packWords({ gold, silver }));

  it('gives back every entry, and says which list it is from', () => {
    for (const [word, entry] of Object.entries(gold)) expect(list.get(word)).toEqual({ entry, isGold: true });
    for (const [word, entry] of Object.entries(silver))
      expect(list.get(word)).toEqual({ entry, isGold: false });
  });

  it.each(['', 'b', 'A', 'rea', 'reads', 'word', 'worda0', 'zzz', 'réad', '\u0000', '漢字'])(
    'does not have %j',
    (word) => {
      expect(list.get(word)).toBeUndefined();
    },
  );

  it('refuses bytes of another form', () => {
    expect(() => new WordList(new Uint8Array([1, 2, 3]))).toThrow(RangeError);
  });
});

describe.each(['us', 'gb'] as const)('the list of the %s accent', (accent) => {
  const names = [`data/misaki/${accent}_gold.json`, `data/misaki/${accent}_silver.json`] as const;

  it.skipIf(!names.every(hasSharedFile))('has every entry of the lists that it was made from', async () => {
    const list = await openWordList(accent);
    const [goldEntries, silverEntries] = names.map(
      (name) => JSON.parse(readSharedFile(name)) as Record<string, Entry>,
    );
    const all = { ...silverEntries, ...goldEntries };
    const wrong = Object.entries(all).filter(
      ([word, entry]) => JSON.stringify(sort(list.get(word)?.entry)) !== JSON.stringify(sort(entry)),
    );
    expect(wrong).toEqual([]);
    expect(Object.keys(all).length).toBeGreaterThan(180_000);
  });
});

function sort(entry: Entry | undefined): unknown {
  return typeof entry === 'object'
    ? Object.entries(entry).sort(([one], [other]) => (one < other ? -1 : 1))
    : entry;
}

import { describe, expect, it } from 'vitest';
import type { LexiconEntry } from '../../../../src/contract/lexicon.ts';
import type { ReadingRequest } from '../../../../src/contract/request.ts';
import { createScript } from '../../../../src/text/formats/create-script.ts';
import { Lexicon } from '../../../../src/text/lexicon/lexicon.ts';
import { request } from '../../speech/plan-whole.ts';

const entry = (written: string, says: string, more: Partial<LexiconEntry> = {}): LexiconEntry => ({
  written,
  says,
  language: 'all',
  matchCase: false,
  wholeWord: true,
  ...more,
});

/** What is said otherwise: `written → said`. */
async function say(
  text: string,
  entries: readonly LexiconEntry[],
  more: Partial<ReadingRequest> = {},
): Promise<string[]> {
  const { items } = await createScript(request(text, more), new Lexicon(entries));
  const isInOrder = items.every(({ source }, index) => source.start >= (items[index - 1]?.source.end ?? 0));
  expect(isInOrder).toBe(true);
  return items.flatMap((item) => {
    if (item.kind === 'pause' || item.saidBy !== 'user') return [];
    return [`${text.slice(item.source.start, item.source.end)} → ${item.phonemes ?? item.text}`];
  });
}

describe('a lexicon', () => {
  it('means whole words, the longest first, in any case unless it goes by case', async () => {
    const entries = [
      entry('york', 'a'),
      entry('New York', 'b'),
      entry('SOTTO', '/sˈɑtO/', { matchCase: true }),
      entry('cat', 'c', { wholeWord: false }),
      entry('C++', 'see plus plus'),
    ];
    expect(await say('New  York, york, Yorker; Sotto or SOTTO: concat C++.', entries)).toEqual([
      'New  York → b',
      'york → a',
      'SOTTO → sˈɑtO',
      'cat → c',
      'C++ → see plus plus',
    ]);
  });

  it('finds a shorter phrase where a longer one begins and does not end', async () => {
    const entries = [entry('a b c d', '1'), entry('b c', '2'), entry('c x', '3')];
    expect(await say('a b c x', entries)).toEqual(['b c → 2']);
    expect(await say('a b c d c x', entries)).toEqual(['a b c d → 1', 'c x → 3']);
  });

  it('goes by the language of what is spoken, and a language goes before all', async () => {
    const entries = [
      entry('chat', 'shah', { language: 'fr' }),
      entry('chat', 'chatt'),
      entry('the', 'ze', { language: 'fr' }),
    ];
    expect(await say('the chat', entries, { language: 'fr' })).toEqual(['the → ze', 'chat → shah']);
    expect(await say('the chat', entries)).toEqual(['chat → chatt']);
  });

  it('takes letters and apostrophes for the same however they are typed', async () => {
    const entries = [entry('café', 'a'), entry("o'clock", 'b'), entry('don', 'c'), entry('Sotto', 'd')];
    expect(await say('Cafe\u0301, o’clock, don’t, Sotto’s, sot\u00adto', entries)).toEqual([
      'Cafe\u0301 → a',
      'o’clock → b',
      "Sotto’s → d's",
      'sot\u00adto → d',
    ]);
  });

  it('says the ending of a possessive with its word', async () => {
    const words = { Sotto: '/sˈɑtO/', Keats: '/kˈits/', Mark: '/mˈɑɹk/' };
    const entries = [
      ...Object.entries(words).map(([written, says]) => entry(written, says)),
      entry('s', 'z'),
    ];
    const said = ['Sotto’s → sˈɑtOz', "Keats's → kˈitsᵻz", "Mark's → mˈɑɹks"];
    expect(await say("Sotto’s, Keats's, Mark's", entries)).toEqual(said);
    expect(await say('Sotto’s', entries, { language: 'fr' })).toEqual(['Sotto → sˈɑtO', 's → z']);
  });

  it('finds words between the characters of languages without spaces', async () => {
    expect(await say('私は東京に住む', [entry('東京', 'トーキョー')], { language: 'ja' })).toEqual([
      '東京 → トーキョー',
    ]);
  });

  it('goes across markup, yet not across paragraphs, and leaves what is said already', async () => {
    const entries = [entry('new york', 'ny'), entry('at&t', 'ay tee')];
    const text = '<p>A <b>New</b> York, AT&amp;T</p><p>new</p><p>york</p>';
    expect(await say(text, entries, { format: 'html' })).toEqual(['New</b> York → ny', 'AT&amp;T → ay tee']);
    const given = { pronunciations: { 'new york': 'own' } };
    expect(await say('new york', entries, given)).toEqual(['new york → own']);
    expect(await say('[new york](/nu/) new york', entries, { hasTags: true })).toEqual(['new york → ny']);
  });

  it('finds thousands of entries in a mebibyte of text', async () => {
    const words = Array.from({ length: 5000 }, (_, index) => `word${index.toString(36)}`);
    const entries = words.map((word, index) => entry(word, String(index)));
    const text = words.join(' ').repeat(Math.ceil((1 << 20) / words.join(' ').length));
    expect((await say(text, entries)).length).toBeGreaterThan(100_000);
  }, 120_000);
});

import { describe, expect, it } from 'vitest';
import { toPhonemes } from '../../../../src/phonemes/english/english-phonemizer.ts';
import { openEnglishSpeech } from '../../../fixtures/english-lexicon.ts';
import { hasSharedFile, readSharedFile } from '../../../fixtures/shared-vectors.ts';
import sentences from './heteronyms.json' with { type: 'json' };

type WikipediaRow = [word: string, reading: string, text: string, start: number, end: number];
type Readings = Record<string, { id: string; us: string }[]>;

const speech = await openEnglishSpeech('us');

function sayAt(text: string, at: number): string {
  const { phonemes, words } = toPhonemes(speech.say(speech.read(text), null));
  const word = words.find(({ start, end }) => start <= at && at < end);
  return phonemes.slice(word?.phonemeStart, word?.phonemeEnd);
}

describe('heteronyms', () => {
  it('sound right in 97 of 100 everyday sentences', () => {
    const wrong = sentences.filter(([text = '', word = '', expected]) => {
      const at = new RegExp(`\\b${word}\\b`, 'i').exec(text)?.index ?? -1;
      return sayAt(text, at) !== expected;
    });
    expect(sentences.length).toBeGreaterThan(250);
    expect(wrong.length / sentences.length, JSON.stringify(wrong)).toBeLessThanOrEqual(0.03);
  });

  it.each([
    ['I read books every day.', 'ɹˈid'],
    ['She has read it.', 'ɹˈɛd'],
    ['It is hard to read.', 'ɹˈid'],
    ['You are going to read a text.', 'ɹˈid'],
    ['It has been read to death.', 'ɹˈɛd'],
    ["Didn't you read it?", 'ɹˈid'],
    ['Do most people read books?', 'ɹˈid'],
    ['Did you know I read it yesterday?', 'ɹˈɛd'],
    ['He did it and read the letter last night.', 'ɹˈɛd'],
    ['He made me read it.', 'ɹˈid'],
    ["Let's read it together.", 'ɹˈid'],
    ['This is a good read.', 'ɹˈid'],
    ['a widely read book', 'ɹˈɛd'],
    ['Read more about it here.', 'ɹˈid'],
    ['Read by millions, it sold out.', 'ɹˈɛd'],
    ['They are read-only.', 'ɹˈidˌOnli'],
    ['Resume playback', 'ɹəzˈum'],
    ['Resume tips for graduates', 'ɹˈɛzəmˌA'],
    ['Export to PDF', 'ɪkspˈɔɹt'],
    ['Export prices rose last year.', 'ˈɛkspˌɔɹt'],
    ['import React from', 'ɪmpˈɔɹt'],
    ['Import duties', 'ˈɪmpˌɔɹt'],
    ['Export orders fell for a third month.', 'ˈɛkspˌɔɹt'],
    ['Export data showed a fall.', 'ˈɛkspˌɔɹt'],
    ['Export to China fell.', 'ˈɛkspˌɔɹt'],
    ['Export files created by Ann', 'ɪkspˈɔɹt'],
    ['Export data when you are done.', 'ɪkspˈɔɹt'],
    ['Import data were weak.', 'ˈɪmpˌɔɹt'],
    ['Record orders lifted profits.', 'ɹˈɛkəɹd'],
    ['Record payments of 5 million', 'ɹˈɛkəɹd'],
    ['Record video', 'ɹəkˈɔɹd'],
    ['Close', 'klˈOz'],
    ['Save and close', 'klˈOz'],
    ['Click Close to go.', 'klˈOz'],
    ['Sit and stay close to me.', 'klˈOs'],
    ['Close friends came.', 'klˈOs'],
    ['They grew close.', 'klˈOs'],
    ['They came to close the shop.', 'klˈOz'],
    ['Lead times are long.', 'lˈid'],
    ['Lead pipes are toxic.', 'lˈɛd'],
    ['a lead weight', 'lˈɛd'],
    ['fresh produce', 'pɹˈOdˌus'],
    ['They produce fresh milk.', 'pɹədˈus'],
    ['Take a bow.', 'bˈW'],
    ['She took a bow and arrow.', 'bˈO'],
    ['a tear in the fabric', 'tˈɛɹ'],
    ['A tear ran down.', 'tˈɪɹ'],
    ['grilled sea bass', 'bˈæs'],
    ['in minute detail', 'mInˈut'],
    ['The READ command', 'ɹˈid'],
    ["The record's cover", 'ɹˈɛkəɹdz'],
    ['They protest loudly.', 'pɹətˈɛst'],
    ['A close-up of it', 'klˈOsˌʌp'],
    ['Move closer to me.', 'klˈOsəɹ'],
    ['He said: “Close the door!”', 'klˈOz'],
    ['They pre-record it.', 'pɹˌiɹəkˈɔɹd'],
    ['When muscles contract, they ache.', 'kəntɹˈækt'],
    ['The law permits smoking.', 'pəɹmˈɪts'],
    ['The file reverts to it.', 'ɹəvˈɜɹts'],
    ['The world records fell.', 'ɹˈɛkəɹdz'],
    ['World records tumble', 'ɹˈɛkəɹdz'],
    ['Rent increases hit tenants', 'ˈɪnkɹˌisᵻz'],
    ['Tax increases loom', 'ˈɪnkɹˌisᵻz'],
    ['Firm objects to plan', 'əbʤˈɛkts'],
    ['The tents house 300 families.', 'hˈWz'],
    ['We had a row of seats.', 'ɹˈO'],
    ['The couple had a row.', 'ɹˈW'],
    ['Live long and prosper.', 'lˈɪv'],
    ['She bowed her head.', 'bˈWd'],
    ['Is the shop close by?', 'klˈOs'],
    ['It was a ten minute difference.', 'mˈɪnət'],
  ])('%s', (text, expected) => {
    expect(
      sayAt(
        text,
        text.search(
          /read|contract|permits|reverts|record|protest|close|resume|export|import|lead|produce|bow|tear|bass|minute|increases|objects|house|row|live/i,
        ),
      ),
    ).toBe(expected);
  });

  it.skipIf(!hasSharedFile('g2p/whd.json.gz'))(
    'sound right in 95.5 of 100 sentences of Wikipedia that the model has not seen',
    () => {
      const rows = (JSON.parse(readSharedFile('g2p/whd.json.gz')) as { eval: WikipediaRow[] }).eval;
      const readings = JSON.parse(readSharedFile('g2p/heteronyms.json')) as Readings;
      const right = rows.filter(([word, reading, text, at]) => {
        const tokens = speech.read(text);
        const token = tokens.find(({ start, text: { length } }) => start <= at && at < start + length);
        return token?.reading === readings[word]?.find(({ id }) => id === reading)?.us;
      });
      expect(right.length / rows.length).toBeGreaterThanOrEqual(0.955);
    },
  );
});

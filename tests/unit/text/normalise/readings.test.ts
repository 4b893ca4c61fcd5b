import { describe, expect, it } from 'vitest';
import type { Language } from '../../../../src/contract/language.ts';
import { DEFAULT_NORMALIZATION, type NormalizationOptions } from '../../../../src/contract/normalization.ts';
import { readSentence } from '../../../../src/text/reading/read-sentence.ts';

function read(text: string, language: Language = 'en-us', more: Partial<NormalizationOptions> = {}): string {
  const normalization = { ...DEFAULT_NORMALIZATION, ...more };
  const { passages } = readSentence(text, { start: 0, end: text.length }, { language, normalization });
  return passages.map((passage) => passage.text).join(' ');
}

describe('English is read', () => {
  it.each([
    [
      'long numbers',
      'In all 2,040,316 coins.',
      'In all two million forty thousand three hundred sixteen coins.',
    ],
    ['spaced thousands', 'Some 45 000 seats.', 'Some forty five thousand seats.'],
    [
      'a sign before a number',
      '.25 g or −8 °F',
      'zero point two five grams or minus eight degrees Fahrenheit',
    ],
    ['a sign behind a word', 'We use G++.', 'We use G plus plus.'],
    ['emoji beside words', 'Well done 🎉!', 'Well done!'],
    [
      'compatibility characters',
      'Act Ⅶ, ⅜ cup, 30 ℃',
      'Act seven, three eighths of a cup, thirty degrees Celsius',
    ],
    ['comparisons', 'When q ≥ 4', 'When q is greater than or equal to four'],
    ['powers', '7^2 and 10⁻⁶', 'seven squared and ten to the minus six'],
    ['money', 'It is $18.05.', 'It is eighteen dollars and five cents.'],
    ['large sums', 'A €6.2bn deal', 'A six point two billion euro deal'],
    ['years and decades', 'From 1848 to the 1920s', 'From eighteen forty eight to the nineteen twenties'],
    ['dates', 'On 2019-07-04', 'On July fourth, twenty nineteen'],
    ['times', 'At 6:00 or 9:07pm', "At six o'clock or nine oh seven P M"],
    ['telephone numbers', 'Ring 555-0188', 'Ring five five five, zero one eight eight'],
    ['fractions', 'Add 2/5 and 6 1/4', 'Add two fifths and six and a quarter'],
    ['units', '12km at 90 km/h', 'twelve kilometers at ninety kilometers per hour'],
    ['magnitudes', '7k likes', 'seven thousand likes'],
    ['ranges', 'Rows 4–9, Tue–Thu', 'Rows four to nine, Tuesday to Thursday'],
    ['scores', 'It ended 4-2.', 'It ended four to two.'],
    ['Roman numerals', 'Pope Leo XIII in Chapter VI', 'Pope Leo the thirteenth in Chapter six'],
    ['ordinals', 'the 33rd time', 'the thirty third time'],
    ['versions', 'v4.0.2', 'version four point zero point two'],
    ['addresses of pages', 'See https://example.com/news now', 'See example dot com slash news now'],
    ['mail addresses', 'To ann_lee@example.net', 'To ann underscore lee at example dot net'],
    ['names in programs', 'parseFile and max_len', 'parse File and max len'],
    ['tags', '#GreenTea by @ann', 'hashtag Green Tea by at ann'],
    ['titles', 'Capt. Reed met Dr. Low on Main Dr.', 'captain Reed met doctor Low on Main drive.'],
    ['streets and saints', 'St. Ann on Oak St. today', 'saint Ann on Oak street today'],
    ['short forms', 'Nuts, etc., i.e., snacks', 'Nuts, etcetera, that is, snacks'],
    ['initialisms', 'Two DVDs', 'Two D V dees'],
    ['footnotes', 'So they say [3].² Then', 'So they say. Then'],
    ['double marked letters', 'Trần Hưng', 'Tran Hung'],
    ['apostrophes of every kind', 'donʼt, I`m, it′s', "don't, I'm, it's"],
    ['scores out of a number', 'Rated 3.5/5', 'Rated three point five out of five'],
  ])('in %s', (_, text, spoken) => {
    expect(read(text)).toBe(spoken);
  });

  it('with the words of Great Britain', () => {
    expect(read('On 03/04/2021 it held 1,105 l.', 'en-gb')).toBe(
      'On the third of April twenty twenty one it held one thousand one hundred and five litres.',
    );
  });

  it('as the options say', () => {
    expect(read('It weighs 9kg.', 'en-us', { unitNormalization: false })).not.toContain('kilogram');
    expect(read('On 5/6, $7', 'en-us', { normalize: false })).toContain('5');
    expect(read('shoe(s)')).toBe('shoes');
  });
});

describe.each<[Language, readonly (readonly [string, string])[]]>([
  ['es', [
    ['Son 41 sillas, 3,2 km y 7,50 €.', 'Son cuarenta y una sillas, tres coma dos kilómetros y siete euros con cincuenta céntimos.'],
    ['YouTube, GitHub y BlackRock', 'Youtube, Github y Black Rock'],
    ['La Dra. Gil, pág. 8, el 2.º piso.', 'La doctora Gil, página ocho, el segundo piso.'],
    ['Carlos III, siglo XV, 02/03/2020', 'Carlos tercero, siglo quince, dos de marzo de dos mil veinte'],
  ]],
  ['fr', [
    ['Mlle Blanc paie 3,10 € à 9h05.', 'mademoiselle Blanc paie trois euros dix à neuf heures cinq.'],
    ['Au XIXe siècle, la 3e fois, n° 9.', 'Au dix-neuvième siècle, la troisième fois, numéro neuf.'],
    ['Henri IV et 90 km/h', 'Henri quatre et quatre-vingt-dix kilomètres heure'],
  ]],
  ['it', [
    ['La dott.ssa Neri ha 1.500 libri.', 'La dottoressa Neri ha millecinquecento libri.'],
    ["Carlo V, XVIII secolo, l'ing. Po", "Carlo quinto, diciottesimo secolo, l'ingegner Po"],
    ['Alle 18:45 del 03/02/2021', 'Alle diciotto e quarantacinque del tre febbraio duemilaventuno'],
  ]],
  ['pt-br', [
    ['A Srta. Reis pagou R$ 7,30 por 32 fotos.', 'A senhorita Reis pagou sete reais e trinta centavos por trinta e duas fotos.'],
    ['Pág. 4, 3ª vez, Pedro II, 20h15', 'página quatro, terceira vez, Pedro segundo, vinte horas e quinze minutos'],
  ]],
  ['hi', [
    ['कीमत ₹1,20,000 है।', 'कीमत एक लाख बीस हज़ार रुपये है।'],
    ['डॉ. वर्मा 9:30 बजे 3वें', 'डॉक्टर वर्मा साढ़े नौ बजे तीनवें'],
  ]],
])('%s is read', (language, cases) => {
  it.each(cases)('%s', (text, spoken) => {
    expect(read(text, language)).toBe(spoken);
  });
}); // prettier-ignore

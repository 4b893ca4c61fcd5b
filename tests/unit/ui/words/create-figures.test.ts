import { expect, test } from 'vitest';
import { createFigures } from '../../../../src/ui/words/create-words.ts';

/** Spaces of all widths as one. */
const plain = (text: string): string => text.replace(/\s/gu, ' ');

const { bytes, duration, time, list, percent, languageName } = createFigures('en-US');

test('writes bytes in the unit that fits, with tenths where there are few', () => {
  expect([0, 820, 44_100, 999_600, 1_234_567, 325_532_232, 1_500_000_000].map(bytes).map(plain)).toEqual([
    '0 kB',
    '0.8 kB',
    '44 kB',
    '1 MB',
    '1.2 MB',
    '326 MB',
    '1.5 GB',
  ]);
});

test('writes lengths of time and measured times', () => {
  expect([0.2, 59, 60, 6000].map(duration).map(plain)).toEqual(['1 sec', '59 sec', '1 min', '1 hr 40 min']);
  expect([340.4, 12_480].map(time).map(plain)).toEqual(['340 ms', '12.5 sec']);
});

test('writes as the language does', () => {
  const french = createFigures('fr');
  expect(plain(french.bytes(1_234_567))).toBe('1,2 Mo');
  expect(plain(french.percent(0.5))).toBe('50 %');
  expect(plain(french.number(16_500))).toBe('16 500');
  expect(french.languageName('pt-br')).toBe('portugais brésilien');
  expect(createFigures('ja').list(['A', 'B', 'C'])).toBe('A、B、C');
  expect([list(['A', 'B']), percent(1 / 3), languageName('en-gb')]).toEqual([
    'A and B',
    '33%',
    'British English',
  ]);
});

import { expect, test } from 'vitest';
import { parseMixParts, toMixName } from '../../../../../src/ui/features/voices/mix-parts.ts';

test.each([
  ['af_heart', [['af_heart', 10]]],
  [
    'af_bella(2)+af_heart(1)',
    [
      ['af_bella', 10],
      ['af_heart', 5],
    ],
  ],
  [
    'am_adam(100) + am_echo(1)',
    [
      ['am_adam', 10],
      ['am_echo', 1],
    ],
  ],
])('reads %j as sliders', (text, parts) => {
  expect(parseMixParts(text)).toEqual(parts.map(([id, weight]) => ({ id, weight })));
});

test('knows what is no voice', () => {
  expect(parseMixParts('af_bella+nobody')).toBeNull();
  expect(parseMixParts('')).toBeNull();
  expect(toMixName([])).toBeNull();
});

test('writes sliders in the smallest whole numbers, and reads them back', () => {
  for (let one = 1; one <= 10; one += 1) {
    for (let other = 1; other <= 10; other += 1) {
      const name = toMixName([
        { id: 'af_bella', weight: one },
        { id: 'af_heart', weight: other },
      ])!;
      expect(name).toMatch(/^af_bella(\(\d+\))?\+af_heart(\(\d+\))?$/);
      const heaviest = Math.max(one, other);
      expect(parseMixParts(name)!.map(({ weight }) => weight)).toEqual(
        [one, other].map((weight) => Math.round((weight / heaviest) * 10)),
      );
    }
  }
  expect(toMixName([{ id: 'af_bella', weight: 4 }])).toBe('af_bella');
});

import { describe, expect, it } from 'vitest';
import { applyStress, type StressLevel, stressSpelled } from '../../../../src/phonemes/english/stress.ts';

describe('stress', () => {
  it.each<[string, StressLevel, string]>([
    ['wˌɛlnˈOn', null, 'wˌɛlnˈOn'],
    ['wˌɛlnˈOn', -2, 'wɛlnOn'],
    ['wˌɛlnˈOn', -1, 'wɛlnˌOn'],
    ['nˈOn', -0.5, 'nˌOn'],
    ['ænd', -0.5, 'ænd'],
    ['hi', 0.5, 'hˌi'],
    ['hi', 2, 'hˈi'],
    ['wˌʌt', 2, 'wˈʌt'],
    ['wˌʌt', 0.5, 'wˌʌt'],
    ['s', 2, 's'],
  ])('of %s at level %s gives %s', (phonemes, level, expected) => {
    expect(applyStress(phonemes, level)).toBe(expected);
  });

  it('of spelled letters lies on the last', () => {
    expect(stressSpelled('ˈɛfbˈiˈI')).toBe('ˌɛfbˌiˈI');
  });
});

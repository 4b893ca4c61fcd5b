import { describe, expect, it } from 'vitest';
import { pastSuffix, pluralSuffix, progressiveSuffix } from '../../../../src/phonemes/english/suffixes.ts';

describe('stems', () => {
  it('of plurals lose -s, -es or -ies', () => {
    expect(pluralSuffix.toStems('cats')).toEqual(['cat']);
    expect(pluralSuffix.toStems('boxes')).toEqual(['boxe', 'box']);
    expect(pluralSuffix.toStems('skies')).toEqual(['skie', 'sky']);
    expect(pluralSuffix.toStems("John's")).toEqual(["John'", 'John']);
    expect(pluralSuffix.toStems('is')).toEqual([]);
    expect(pluralSuffix.toStems('glass')).toEqual([]);
  });

  it('of the past lose -d, -ed or -ied', () => {
    expect(pastSuffix.toStems('baked')).toEqual(['bake', 'bak']);
    expect(pastSuffix.toStems('specified')).toEqual(['specifie', 'specifi', 'specify']);
    expect(pastSuffix.toStems('feed')).toEqual(['fee']);
  });

  it('of the progressive lose -ing and what it changed', () => {
    expect(progressiveSuffix.toStems('running')).toEqual(['runn', 'runne', 'run']);
    expect(progressiveSuffix.toStems('picnicking')).toContain('picnic');
    expect(progressiveSuffix.toStems('king')).toEqual([]);
  });
});

describe('endings', () => {
  it.each([
    ['kˈæt', 'us', 'kˈæts'],
    ['bˈɑks', 'us', 'bˈɑksᵻz'],
    ['bˈɒks', 'gb', 'bˈɒksɪz'],
    ['dˈɔɡ', 'us', 'dˈɔɡz'],
  ] as const)('-s behind %s (%s)', (stem, accent, expected) => {
    expect(pluralSuffix.addTo(stem, accent)).toBe(expected);
  });

  it.each([
    ['wˈɔk', 'us', 'wˈɔkt'],
    ['nˈid', 'us', 'nˈidᵻd'],
    ['wˈAt', 'us', 'wˈAɾᵻd'],
    ['wˈɑnt', 'us', 'wˈɑntᵻd'],
    ['wˈAt', 'gb', 'wˈAtɪd'],
    ['bˈAk', 'gb', 'bˈAkt'],
  ] as const)('-ed behind %s (%s)', (stem, accent, expected) => {
    expect(pastSuffix.addTo(stem, accent)).toBe(expected);
  });

  it('-ing flaps an American t and waits for a rule for a British r', () => {
    expect(progressiveSuffix.addTo('wˈAt', 'us')).toBe('wˈAɾɪŋ');
    expect(progressiveSuffix.addTo('wˈAt', 'gb')).toBe('wˈAtɪŋ');
    expect(progressiveSuffix.addTo('stˈɑː', 'gb')).toBeUndefined();
  });
});

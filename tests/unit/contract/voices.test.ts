import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SpeechError } from '../../../src/contract/errors.ts';
import { findAlias, parseVoice, parseVoiceAliases } from '../../../src/contract/parse-voice.ts';
import {
  findVoice,
  listVoices,
  openAiVoices,
  toVoiceLanguage,
  toVoiceName,
} from '../../../src/contract/voices.ts';

const voiceFolder = new URL('../../../node_modules/kokoro-js/voices/', import.meta.url);

function catchError(run: () => unknown): SpeechError {
  try {
    run();
  } catch (error) {
    if (error instanceof SpeechError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('the catalogue', () => {
  it('lists the voices whose files ship with the app, all of them', () => {
    const files = readdirSync(voiceFolder).map((file) => file.replace('.bin', ''));
    expect(listVoices().map(({ id }) => id)).toEqual(files.sort());
    expect(listVoices()).toHaveLength(54);
  });

  it('tells language and sex as the name of the voice does', () => {
    for (const { id, language, sex } of listVoices()) {
      expect(toVoiceLanguage([{ id, weight: 1 }])).toBe(language);
      expect(sex.charAt(0)).toBe(id.charAt(1));
    }
  });

  it('finds a voice and knows its grade', () => {
    expect(findVoice('af_heart')).toEqual({
      id: 'af_heart',
      name: 'Heart',
      language: 'en-us',
      sex: 'female',
      grade: 'A',
    });
    expect(findVoice('toString')).toBeUndefined();
  });

  it("has a voice of its own for each of OpenAI's 13 names", () => {
    const ids = Object.values(openAiVoices);
    expect(ids).toHaveLength(13);
    expect(new Set(ids).size).toBe(13);
    for (const id of ids) expect(findVoice(id)).toBeDefined();
  });
});

describe('parseVoice', () => {
  it.each([
    ['af_heart', [{ id: 'af_heart', weight: 1 }]],
    ['alloy', [{ id: 'af_alloy', weight: 1 }]],
    ['CEDAR', [{ id: 'am_michael', weight: 1 }]],
    [{ id: 'Marin' }, [{ id: 'af_heart', weight: 1 }]],
    [
      ' af_bella + af_heart ',
      [
        { id: 'af_bella', weight: 0.5 },
        { id: 'af_heart', weight: 0.5 },
      ],
    ],
    [
      'af_bella(3)+bm_george',
      [
        { id: 'af_bella', weight: 0.75 },
        { id: 'bm_george', weight: 0.25 },
      ],
    ],
    [
      'af_bella(.5) + nova( 1.5 )',
      [
        { id: 'af_bella', weight: 0.25 },
        { id: 'af_nova', weight: 0.75 },
      ],
    ],
    ['af_heart+marin', [{ id: 'af_heart', weight: 1 }]],
    ['af_sky(2)', [{ id: 'af_sky', weight: 1 }]],
  ])('reads %j', (value, mix) => {
    expect(parseVoice(value)).toEqual(mix);
  });

  it('makes shares that add up to 1, even from huge weights', () => {
    const huge = '9'.repeat(308);
    const mix = parseVoice(`af_heart(${huge})+af_bella(${huge})+af_sky(1${'0'.repeat(300)})`);
    expect(mix).toHaveLength(3);
    expect(mix.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(mix[0].weight).toBeCloseTo(0.5, 6);
  });

  it.each([
    'nope',
    '',
    '  ',
    'af_heart-af_bella',
    'af_heart+',
    '+af_heart',
    'af_heart++af_bella',
    'af_heart(0)',
    'af_heart(-1)',
    'af_heart(1e3)',
    `af_heart(1${'0'.repeat(400)})`,
    'af_heart(NaN)',
    'af_heart()',
    'af_heart(1)(2)',
    '__proto__',
    'constructor',
    'voices/../af_heart',
    7,
    null,
    undefined,
    true,
    [],
    ['af_heart'],
    {},
    { id: 7 },
    { name: 'af_heart' },
  ])('refuses %j', (value) => {
    const error = catchError(() => parseVoice(value));
    expect(error.code).toBe('invalid_value');
    expect(error.param).toBe('voice');
    expect(error.message).toMatch(
      /^Invalid value: .*\. Supported voices are: alloy, ash, .*af_heart.*zm_yunyang\.$/s,
    );
  });

  it('quotes the value, but not at any length', () => {
    expect(catchError(() => parseVoice('nope')).message).toMatch(/^Invalid value: 'nope'\. /);
    expect(catchError(() => parseVoice('x'.repeat(1e6))).message.length).toBeLessThan(1500);
  });

  it('lets a page replace the table of names', () => {
    expect(parseVoice('alloy', { openAiVoices: { alloy: 'am_adam' } })[0].id).toBe('am_adam');
    expect(() => parseVoice('nova', { openAiVoices: {} })).toThrow(SpeechError);
  });
});

describe('toVoiceName', () => {
  it.each([
    ['af_heart', 'af_heart'],
    ['alloy', 'af_alloy'],
    ['af_bella+af_heart', 'af_bella+af_heart'],
    ['af_bella(2) + af_heart(1)', 'af_bella(2)+af_heart(1)'],
    ['af_bella(0.3)+af_heart(0.7)', 'af_bella(3)+af_heart(7)'],
    ['af_bella+af_heart+af_sky', 'af_bella+af_heart+af_sky'],
  ])('writes %s as %s', (value, name) => {
    expect(toVoiceName(parseVoice(value))).toBe(name);
  });

  it.each([
    'af_bella(0.123)+af_heart(1)',
    'af_bella(999)+af_heart(0.017)',
    'af_sky(3.14159)+am_adam(2.71828)+bf_emma',
  ])('writes %s so that it reads back', (value) => {
    const mix = parseVoice(value);
    const again = parseVoice(toVoiceName(mix));
    expect(again.map(({ id }) => id)).toEqual(mix.map(({ id }) => id));
    again.forEach(({ weight }, index) => expect(weight).toBeCloseTo(mix[index]!.weight, 5));
  });

  it('gives a mix the language of its first voice', () => {
    expect(toVoiceLanguage(parseVoice('bf_emma+af_heart'))).toBe('en-gb');
    expect(toVoiceLanguage(parseVoice('zf_xiaoni'))).toBe('zh');
  });
});

describe('parseVoiceAliases', () => {
  const aliases = parseVoiceAliases({
    Narrator: 'bm_george(2)+bm_lewis',
    Ann: { voice: 'nova', rate: 1.5 },
    alloy: 'am_puck',
  });

  it('puts the names of the request first, in any case', () => {
    expect(parseVoice('narrator', { aliases })).toEqual(parseVoice('bm_george(2)+bm_lewis'));
    expect(parseVoice('ALLOY', { aliases })[0].id).toBe('am_puck');
    expect(parseVoice('af_heart', { aliases })[0].id).toBe('af_heart');
    expect(findAlias({ id: 'ANN' }, aliases)?.rate).toBe(1.5);
    expect(findAlias('narrator', aliases)?.rate).toBe(1);
    expect(findAlias('af_heart', aliases)).toBeUndefined();
  });

  it.each([
    7,
    'x',
    [],
    null,
    { a: 'nope' },
    { a: { voice: 'nova', rate: 9 } },
    { a: { rate: 1 } },
    { a: { voice: 'nova', rate: '1' } },
  ])('refuses %j', (value) => {
    expect(catchError(() => parseVoiceAliases(value)).param).toBe('voice_aliases');
  });
});

import { describe, expect, it, test } from 'vitest';
import type { Cast } from '../../../../src/contract/request.ts';
import { toVoiceName } from '../../../../src/contract/voices.ts';
import { findTurns, listNames } from '../../../../src/text/cast/find-turns.ts';
import { createScript } from '../../../../src/text/formats/create-script.ts';
import { request } from '../../speech/plan-whole.ts';

const tell = (text: string): string[] =>
  findTurns(text).map(({ name, textStart, end }) => `${name}|${text.slice(textStart, end).trim()}`);

describe('findTurns', () => {
  it('finds who speaks which lines', () => {
    expect(tell('A scene.\n\nAnn: Hello!\nAre you there?\nDr. Bob Lee: Yes.\nAnn: Good.')).toEqual([
      'Ann|Hello!\nAre you there?',
      'Dr. Bob Lee|Yes.',
      'Ann|Good.',
    ]);
    expect(tell('**Ann:** Hi.\n\n**Bob**: Ho.')).toEqual(['Ann|Hi.', 'Bob|Ho.']);
    expect(tell('李明：你好。\n王芳：你好！')).toEqual(['李明|你好。', '王芳|你好！']);
    expect(listNames(findTurns('Ann: a\nBob: b\nAnn: c'))).toEqual(['Ann', 'Bob']);
  });

  it.each([
    ['Remember: one colon makes no cast.\nNor does a second line.'],
    ['https://a.example/\nhttp://b.example/'],
    ['At 10:30 we left.\nAt 11:45 we came.'],
    ['He said: no.\nshe said: yes.'],
    ['Ingredients:\n- tea\nMethod:\n- boil'],
    ['A sentence of many words that ends with this: a thing.\nAnother sentence of many words and this: too.'],
  ])('finds nobody in %j', (text) => {
    expect(findTurns(text)).toEqual([]);
  });
});

test.each([false, true])('each line is spoken by its voice; names spoken: %s', async (speaksNames) => {
  const text = 'Once.\nAnn: Hello.\nBob: Ho, **Ann**.\nAnn: Bye.';
  const cast: Cast = {
    voices: { Ann: [{ id: 'bf_emma', weight: 1 }], Bob: [{ id: 'am_adam', weight: 1 }] },
    speaksNames,
  };
  const { items } = await createScript(request(text, { cast, format: 'auto', pauses: { item: 0.2 } }));
  const told = items.flatMap((item) =>
    item.kind === 'pause'
      ? [`${item.seconds} s`]
      : [`${toVoiceName(item.voice)} ${item.language}: ${item.text.trim()}`],
  );
  const name = (who: string): string => (speaksNames ? `${who}: ` : '');
  const bob = speaksNames ? 'Bob: Ho,' : 'Ho,';
  expect(told.filter((line) => line !== 'am_adam en-us: .').slice(0, 5)).toEqual([
    'af_heart en-us: Once.',
    '0.2 s',
    `bf_emma en-gb: ${name('Ann')}Hello.`,
    '0.2 s',
    `am_adam en-us: ${bob}`,
  ]);
  for (const item of items) {
    if (item.kind === 'pause') continue;
    expect(text.slice(item.source.start, item.source.end).trim()).toBe(item.text.trim());
  }
});

import { expect, it } from 'vitest';
import { SpeechSynthesisUtterance } from '../../../../src/guest/speech-synthesis/utterance.ts';

/** Sets properties as scripts without types do. */
function set(values: Readonly<Record<string, unknown>>): SpeechSynthesisUtterance {
  return Object.assign(new SpeechSynthesisUtterance(), values);
}

it('an utterance converts what it is given, as the browser’s own does', () => {
  const { rate, pitch, volume } = set({ rate: '1.5', pitch: null, volume: true });
  expect([rate, pitch, volume]).toEqual([1.5, 0, 1]);
  expect(set({ rate: '20' }).rate).toBe(10);
  expect(set({ rate: '' }).rate).toBe(0.1);
  for (const value of ['fast', undefined, Number.NaN, Infinity, {}])
    for (const name of ['rate', 'pitch', 'volume']) expect(() => set({ [name]: value })).toThrow(TypeError);
  const { text, lang, voice } = set({ text: 42, lang: null, voice: undefined });
  expect([text, lang, voice]).toEqual(['42', 'null', null]);
});

import { expect, test } from 'vitest';
import { listVoices, type Voice } from '../../../src/contract/voices.ts';
import { sentences } from '../../../tools/hear/sentences.ts';
import { toHearingDocument } from '../../../tools/hear/to-hearing-document.ts';
import type { VoiceRow } from '../../../tools/hear/voice-row.ts';
import { toComparedWords } from '../../../src/text/comparing/compared-words.ts';

function findVoice(id: string): Voice {
  const voice = listVoices().find((each) => each.id === id);
  if (voice === undefined) throw new Error(`There is no voice ${id}`);
  return voice;
}

function row(id: string, errors: number): VoiceRow {
  return {
    voice: findVoice(id),
    heard: 'one | two',
    errors: { errors, words: 20 },
    audioSeconds: 7.04,
    realTimeFactor: 0.256,
    pitchHz: [150.4, 249.6],
    lufs: -22.44,
  };
}

test('the table has a row for each voice, and for each language its sum and its worst voice', () => {
  const text = toHearingDocument({
    measured: 'Measured on 2026-03-04: Kokoro; a processor.',
    rows: [row('af_heart', 0), row('af_bella', 1), row('ff_siwis', 2)],
    silent: [{ voice: findVoice('jf_alpha'), reason: 'Japanese is not spoken yet.' }],
  });
  expect(text).toContain('| en-us | 2 | 2.5 % | af_bella, 5.0 % |');
  expect(text).toContain('| ff_siwis | fr | 10.0 % | 0.26 | 7.0 s | 150–250 Hz | -22.4 LUFS | one \\| two |');
  expect(text).toContain('| jf_alpha | ja | Japanese is not spoken yet. |');
});

test('every language has sentences that are long enough to be judged', () => {
  for (const { language } of listVoices()) {
    expect(toComparedWords(sentences[language], language).length).toBeGreaterThan(15);
  }
});

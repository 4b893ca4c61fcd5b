import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../src/contract/segment.ts';
import { plan } from '../../../src/speech/plan.ts';
import { createFakePhonemizer } from '../../fixtures/fake-phonemizer.ts';
import { createSpeakScript } from '../../../src/speech/speak.ts';
import { createFakeSynthesizer } from '../../fixtures/fake-synthesizer.ts';
import { never } from './plan-whole.ts';
import { hear, ScriptWriter, speakAll, toIds } from './script-writer.ts';

describe('phonemes that a run brings along', () => {
  it('replace those of its text, within the sentence', async () => {
    const { source, script } = new ScriptWriter()
      .run('I say ')
      .skip('[')
      .run('New York', { phonemes: 'nuˈ jɔɹk' })
      .skip('](…)')
      .run(', and you go there.');
    const answer = await speakAll(script);
    expect(answer.spoken.map(({ segment: { phonemes } }) => phonemes)).toEqual([
      'i say nuˈ jɔɹk, and you ɡo there.',
    ]);
    expect(hear(source, answer).slice(1, 4)).toEqual([
      ['say', toIds('say')],
      ['New York', toIds('nuˈ jɔɹk')],
      ['and', toIds('and')],
    ]);
  });

  it('are looked up where the alphabet knows none of them, and are not asked of an engine that takes text', async () => {
    const { script } = new ScriptWriter().run('Go to ').run('Nice', { phonemes: '???' }).run(' now, please.');
    const { spoken } = await speakAll(script);
    expect(spoken.map(({ segment }) => segment.phonemes)).toEqual(['ɡo to nice now, please.']);
    const speak = createSpeakScript({ phonemizer: null, synthesizer: createFakeSynthesizer() });
    const texts: string[] = [];
    for await (const { segment } of speak(script, never)) texts.push(segment.text);
    expect(texts).toEqual(['Go to Nice now, please.']);
  });

  it('are split where there are too many, and cut nowhere else', async () => {
    const many = 'ab'.repeat(600);
    const { script } = new ScriptWriter().run('x. y', { phonemes: many });
    const { spoken } = await speakAll(script);
    expect(spoken.map(({ segment }) => segment.phonemes).join('')).toBe(many);
    for (const { segment } of spoken) expect(segment.tokenIds.length).toBeLessThanOrEqual(512);
  });

  it('are spoken in a language that is passed on as it is written, with the sign behind them', async () => {
    const { source, script } = new ScriptWriter()
      .run('今天 ', { language: 'ja' })
      .run('你好', { language: 'ja', phonemes: 'ni2xau' })
      .run('。明天', { language: 'ja' });
    const segments: Segment[] = [];
    for await (const segment of plan(script, createFakePhonemizer(), { signal: never }))
      segments.push(segment);
    expect(segments.map(({ phonemes }) => phonemes).join(' ')).toMatch(/nixau\./u);
    const words = segments.flatMap((segment) => segment.words);
    expect(words.map(({ start, end }) => source.slice(start, end))).toContain('你好');
  });
});

import { describe, expect, it } from 'vitest';
import { createTimeStretcher } from '../../../src/audio/stretch/time-stretcher.ts';
import { createSpeak, createSpeakScript } from '../../../src/speech/speak.ts';
import { readCodecBinary } from '../../../tools/codecs/codec-binaries.ts';
import type { SynthesisJob } from '../../../src/contract/synthesis.ts';
import { createFakePhonemizer } from '../../fixtures/fake-phonemizer.ts';
import { createFakeSynthesizer } from '../../fixtures/fake-synthesizer.ts';
import { never, request } from './plan-whole.ts';
import { expectContiguous, hear, heart, ScriptWriter, siwis, speakAll, toIds } from './script-writer.ts';

describe('a script', () => {
  it('is spoken in the voice, the language and at the speed of each run', async () => {
    const { source, script } = new ScriptWriter()
      .run('One of us says this. ')
      .run('Une autre le dit. ', { voice: siwis, language: 'fr' })
      .run('And faster it goes.', { speed: 2 });
    const { spoken, jobs } = await speakAll(script);
    expect(jobs.map(({ voice, language, speed, text }) => [voice, language, speed, text])).toEqual([
      [heart, 'en-us', 1, 'One of us says this.'],
      [siwis, 'fr', 1, 'Une autre le dit.'],
      [heart, 'en-us', 2, 'And faster it goes.'],
    ]);
    expectContiguous(spoken);
    expect(spoken.map(({ segment: { start, end } }) => source.slice(start, end))).toEqual([
      'One of us says this. ',
      'Une autre le dit. ',
      'And faster it goes.',
    ]);
  });

  it.each([
    [{ voice: siwis }],
    [
      {
        voice: [
          { id: 'af_heart', weight: 0.5 },
          { id: 'ff_siwis', weight: 0.5 },
        ],
      },
    ],
    [{ language: 'en-gb' }],
    [{ speed: 1.2 }],
  ] as const)('never shares a segment between runs that differ in one thing: %j', async (change) => {
    const { script } = new ScriptWriter()
      .run('One says this. ')
      .run('So does two.', change)
      .run(' And three.');
    const { jobs } = await speakAll(script);
    expect(jobs.map(({ text }) => text)).toEqual(['One says this.', 'So does two.', 'And three.']);
    expect(jobs[1]).toMatchObject(change);
    expect(jobs.map(({ voice }) => voice)).toEqual([heart, jobs[1]!.voice, heart]);
  });

  it('phonemises each run in its own language', async () => {
    const phonemizer = createFakePhonemizer();
    const speak = createSpeakScript({ phonemizer, synthesizer: createFakeSynthesizer() });
    const { script } = new ScriptWriter().run('Hello. ').run('Bonjour.', { language: 'fr' });
    const texts: string[] = [];
    for await (const { segment } of speak(script, never)) texts.push(segment.text);
    expect(texts).toEqual(['Hello. ', 'Bonjour.']);
    expect(phonemizer.calls).toEqual([
      { text: 'Hello.', language: 'en-us' },
      { text: 'Bonjour.', language: 'fr' },
    ]);
  });

  it('changes the speed of each run by itself', async () => {
    const stretcher = createTimeStretcher(readCodecBinary);
    const synthesizer = createFakeSynthesizer();
    const options = { phonemizer: createFakePhonemizer(), synthesizer, stretcher, joins: null };
    const { script } = new ScriptWriter()
      .run('One at a time. ', { speed: 0.5 })
      .run('Two at once. ')
      .run('All in a hurry.', { speed: 3 });
    const shares: number[] = [];
    for await (const { segment, samples } of createSpeakScript(options)(script, never)) {
      shares.push(samples.length / (segment.tokenIds.length * 1200));
    }
    expect(synthesizer.jobs.map(({ speed }) => speed)).toEqual([1, 1, 1]);
    expect(shares.map((share) => share.toFixed(2))).toEqual(['2.00', '1.00', '0.33']);
  });

  it('goes on with a sentence from run to run where the voice stays', async () => {
    const { source, script } = new ScriptWriter()
      .skip('<p>')
      .run('The quick ')
      .skip('<b>')
      .run('bro')
      .skip('</b>')
      .run('wn fox jumps.')
      .skip('</p>');
    const answer = await speakAll(script);
    expect(answer.jobs.map(({ text }) => text)).toEqual(['The quick brown fox jumps.']);
    expect(hear(source, answer)).toEqual([
      ['The', toIds('the')],
      ['quick', toIds('quick')],
      ['bro</b>wn', toIds('brown')],
      ['fox', toIds('fox')],
      ['jumps', toIds('jumps')],
    ]);
  });

  it('maps what is not spoken as it is written to all that the user wrote', async () => {
    const { source, script } = new ScriptWriter()
      .run('Ask the ')
      .run('world wide web consortium', { written: 'W3C' })
      .run(' of today')
      .run(', he said', { written: '' })
      .run('.');
    const answer = await speakAll(script);
    expect(answer.jobs.map(({ text }) => text)).toEqual([
      'Ask the world wide web consortium of today, he said.',
    ]);
    expect(hear(source, answer)).toEqual([
      ['Ask', toIds('ask')],
      ['the', toIds('the')],
      ['W3C', toIds('world wide web consortium')],
      ['of', toIds('of')],
      ['today', toIds('today')],
    ]);
    expect(answer.spoken.at(-1).segment.end).toBe(source.length);
  });

  it('claims no source before all of it was spoken', async () => {
    const long = 'and so it went on for a while, '.repeat(30);
    const { source, script } = new ScriptWriter()
      .run('Well. ')
      .run(long, { written: '(…)' })
      .run(' The end of it.');
    const { spoken } = await speakAll(script);
    expectContiguous(spoken);
    expect(spoken.length).toBeGreaterThan(3);
    expect(spoken[0]!.segment.end).toBe('Well. '.length);
    expect(spoken.at(-2).segment.end).toBe('Well. '.length);
    expect(spoken.at(-1).segment.end).toBe(source.length);
    const heard = spoken.flatMap(({ words }) => words.map(({ start, end }) => source.slice(start, end)));
    expect(new Set(heard)).toEqual(new Set(['Well', '(…)', 'The', 'end', 'of', 'it']));
  });
});

describe('the level of a script with several voices', () => {
  const { script } = new ScriptWriter()
    .run('One of us says this. ')
    .run('Une autre le dit. ', { voice: siwis, language: 'fr' })
    .run('And the first again. ')
    .run('Une autre encore plus fort.', { voice: siwis, language: 'fr', gain: 0.5 });
  const toPeaks = async (quiet: number): Promise<number[]> => {
    const isQuiet = (voice: readonly { readonly id: string }[]): boolean => voice[0]?.id === 'ff_siwis';
    const amplitude = ({ voice }: SynthesisJob): number => (isQuiet(voice) ? quiet : 0.25);
    const { spoken } = await speakAll(script, createFakeSynthesizer({ amplitude }));
    return spoken.map(({ samples }) => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0));
  };

  it('is that of the first voice, and changes where a run asks for it', async () => {
    const peaks = await toPeaks(0.15);
    expect(peaks).toHaveLength(4);
    for (const [index, peak] of peaks.entries())
      expect(peak / (index === 3 ? 0.125 : 0.25)).toBeCloseTo(1, 1);
  });

  it('is changed by 6 dB at most, and not for a difference that nobody hears', async () => {
    expect((await toPeaks(0.05))[1]).toBeCloseTo(0.1, 3);
    expect((await toPeaks(0.245))[1]).toBeCloseTo(0.245, 3);
  });
});

it('plain text is a script of one run, which an engine that takes text gets without phonemes', async () => {
  const phonemizer = createFakePhonemizer();
  const synthesizer = createFakeSynthesizer({
    durations: false,
    alter: (result) => ({ ...result, samples: new Float32Array(100) }),
  });
  const speak = createSpeak({ phonemizer, synthesizer });
  const texts: string[] = [];
  const spoken = speak(request('Hello there, all of you.', { model: 'espeak-ng' }), never);
  for await (const { segment } of spoken) texts.push(segment.text);
  expect(texts).toEqual(['Hello there, all of you.']);
  expect(phonemizer.calls).toEqual([]);
  expect(synthesizer.jobs).toMatchObject([{ text: texts[0], tokenIds: [], voice: heart, speed: 1 }]);
});

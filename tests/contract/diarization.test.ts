import { describe, expect, it } from 'vitest';
import { HEARING_RATE, type HeardWindow, type HearingJob } from '../../src/contract/hearing.ts';
import { toHeardSegment } from '../fixtures/heard-segment.ts';
import { toWavFile } from '../fixtures/wav-file.ts';
import { ask, toError, type Asked, type Fields } from './support/ask-transcription.ts';
import { createLoudSpeakers } from './support/loud-speakers.ts';

const diarized = ['response_format', 'diarized_json'] as const;
const speakers = createLoudSpeakers();

/** A hum of each amplitude for so many seconds, one after another. */
function toHum(...parts: readonly (readonly [amplitude: number, seconds: number])[]): File {
  const samples = parts.flatMap(([amplitude, seconds]) =>
    Array.from({ length: seconds * HEARING_RATE }, (_, at) => amplitude * Math.sin(at / 4)),
  );
  const integers = Int16Array.from(samples, (sample) => Math.round(sample * 32_767));
  return new File([toWavFile(integers, { rate: HEARING_RATE })], 'hum.wav');
}

const toDataUrl = async (file: File): Promise<string> =>
  `data:audio/wav;base64,${Buffer.from(await file.arrayBuffer()).toString('base64')}`;

/** Hears a word each second. */
function toSeconds({ samples }: HearingJob): Partial<HeardWindow> {
  const count = Math.floor(samples.length / HEARING_RATE);
  const words = Array.from({ length: count }, (_, index) => ({
    ...{ text: ` w${index}`, start: index + 0.2, end: index + 0.8 },
  }));
  const text = words.map((word) => word.text).join('');
  return { segments: [toHeardSegment({ text, words, end: count })] };
}

const meeting = toHum([0.1, 3], [0.8, 2], [0, 2], [0.1, 2]);

const askSpeakers = (fields: Fields, file = meeting): Promise<Asked> =>
  ask(fields, { file, speakers, toWindow: toSeconds });

interface Body {
  readonly text: string;
  readonly segments: readonly { readonly speaker: string; readonly text: string; readonly id: string }[];
}

const toBody = (asked: Asked): Body => {
  expect(asked.status, asked.text).toBe(200);
  return JSON.parse(asked.text) as Body;
};

describe('who says what', () => {
  it('is told in segments of one speaker each', async () => {
    const asked = await askSpeakers([diarized]);
    const body = toBody(asked);
    expect(JSON.parse(asked.text)).toMatchObject({
      ...{ task: 'transcribe', duration: 9, usage: { type: 'duration', seconds: 9 } },
      segments: [
        { type: 'transcript.text.segment', id: 'seg_0', speaker: 'A', start: 0, text: ' w0 w1 w2' },
        { id: 'seg_1', speaker: 'B', text: ' w3 w4' },
        { id: 'seg_2', speaker: 'A' },
      ],
    });
    expect(
      body.segments
        .map(({ text }) => text)
        .join('')
        .trim(),
    ).toBe(body.text);
    expect(asked.hearing.jobs[0]).toMatchObject({ hasWords: true });
  });

  it('is told as events, once all was heard', async () => {
    const asked = await askSpeakers([diarized, ['stream', 'true'], ['model', 'gpt-4o-transcribe-diarize']]);
    const events = asked.text
      .split('\n\n')
      .filter((event) => event !== '')
      .map((event) => JSON.parse(event.slice(6)) as Record<string, unknown>);
    expect(events.map(({ type }) => String(type).split('.').at(-1))).toEqual([
      ...['delta', 'delta', 'segment', 'segment', 'segment', 'done'],
    ]);
    expect(events[1]).toMatchObject({ segment_id: 'utt_1' });
    expect(events[3]).toMatchObject({ speaker: 'B', id: 'seg_1' });
    expect(events.at(-1)).toMatchObject({ usage: { type: 'tokens' } });
  });

  it('is told by name where a reference is given, as text or as a data URL with escapes', async () => {
    const loud = await toDataUrl(toHum([0.8, 2]));
    const asked = await askSpeakers([
      ...([diarized, ['known_speaker_names[]', 'Ann'], ['known_speaker_names[]', 'Ben']] as const),
      ...([['known_speaker_references[]', loud]] as const),
      ['known_speaker_references[]', await toDataUrl(toHum([0.4, 3]))],
    ]);
    expect(toBody(asked).segments.map(({ speaker }) => speaker)).toEqual(['A', 'Ann', 'A']);
  });

  it('is told beside the words and segments of verbose_json', async () => {
    const verbose = ['response_format', 'verbose_json'] as const;
    const both = [['timestamp_granularities[]', 'word,segment'], verbose, ['diarize', 'true']] as const;
    const { words, segments } = JSON.parse((await askSpeakers(both)).text) as Record<
      string,
      readonly { speaker?: string }[]
    >;
    expect(words!.map(({ speaker }) => speaker).join('')).toBe('AAABBAA');
    expect(segments!.map(({ speaker }) => speaker)).toEqual(['A', 'A']);
    const plain = JSON.parse((await askSpeakers([verbose])).text) as { segments: readonly object[] };
    expect(plain.segments[0]).not.toHaveProperty('speaker');
  });

  it('keeps to the number of speakers that is given', async () => {
    const one = toBody(await askSpeakers([diarized, ['max_speakers', '1']]));
    expect(new Set(one.segments.map(({ speaker }) => speaker))).toEqual(new Set(['A']));
  });

  it('is nobody where nothing is said', async () => {
    expect(toBody(await askSpeakers([diarized], toHum([0, 2])))).toMatchObject({ text: '', segments: [] });
  });
});

describe('what cannot be told', () => {
  const long = async (): Promise<string> => toDataUrl(toHum([0.8, 11]));

  it.each([
    [
      'five names',
      Array.from('abcde').map((name) => ['known_speaker_names[]', name] as const),
      'known_speaker_names',
    ],
    ['a name without a reference', [['known_speaker_names[]', 'Ann']], 'known_speaker_references'],
    ['a reference without a name', [['known_speaker_references[]', 'data:,x']], 'known_speaker_references'],
    ['an empty name', [['known_speaker_names[]', ' ']], 'known_speaker_names'],
    ['no whole number', [['max_speakers', '1.5']], 'max_speakers'],
    ['no number', [['min_speakers', 'two']], 'min_speakers'],
    [
      'more at least than at most',
      [
        ['min_speakers', '3'],
        ['max_speakers', '2'],
      ],
      'min_speakers',
    ],
    ['a number below one', [['max_speakers', '0']], 'max_speakers'],
    ['no boolean', [['diarize', 'perhaps']], 'diarize'],
  ] as const)('%s', async (_, fields, param) => {
    const asked = await askSpeakers([diarized, ...fields]);
    expect([asked.status, toError(asked)]).toEqual([400, expect.objectContaining({ param })]);
    expect(asked.hearing.jobs).toEqual([]);
  });

  it.each([
    ['no data URL', () => 'https://example.com/a.wav'],
    ['no base64', () => 'data:audio/wav;base64,%%%'],
    ['no sound', () => `data:audio/wav;base64,${btoa('hello')}`],
    ['too short', () => toDataUrl(toHum([0.8, 1]))],
    ['too long', long],
    ['silence', () => toDataUrl(toHum([0, 3]))],
  ])('a reference that is %s', async (_, create) => {
    const fields = [
      ['known_speaker_names[]', 'Ann'],
      ['known_speaker_references[]', await create()],
    ] as const;
    const asked = await askSpeakers([diarized, ...fields]);
    const error = { param: 'known_speaker_references', code: 'invalid_value' };
    expect([asked.status, toError(asked)]).toEqual([400, expect.objectContaining(error)]);
    expect(asked.hearing.jobs).toEqual([]);
    // Where no speakers are named, nobody looks at it.
    expect((await askSpeakers(fields)).status).toBe(200);
  });

  it('two people of one name, and a fifth', async () => {
    const name = ['known_speaker_names[]', 'Ann'] as const;
    const reference = ['known_speaker_references[]', 'data:,x'] as const;
    const twice = await askSpeakers([diarized, name, name, reference, reference]);
    expect(toError(twice)).toMatchObject({ param: 'known_speaker_names', code: 'invalid_value' });
    const five = Array.from('abcde').flatMap((letter) => [
      ['known_speaker_names[]', letter] as const,
      reference,
    ]);
    expect(toError(await askSpeakers([diarized, ...five]))).toMatchObject({ code: 'array_above_max_length' });
  });

  it('speakers in a translation', async () => {
    const asked = await ask([diarized], { path: 'translations', speakers });
    expect(toError(asked)).toMatchObject({ param: 'response_format', code: 'invalid_value' });
  });

  it('anybody, without the models for it; the answer says what to get', async () => {
    const message = expect.stringContaining("'speaker-turns'") as string;
    const byFormat = await ask([diarized]);
    expect([byFormat.status, toError(byFormat)]).toEqual([400, expect.objectContaining({ message })]);
    const byField = await ask([
      ['response_format', 'verbose_json'],
      ['diarize', 'true'],
    ]);
    expect([byField.status, toError(byField)]).toEqual([
      400,
      expect.objectContaining({ param: 'diarize', message }),
    ]);
    const byModel = await ask([['model', 'gpt-4o-transcribe-diarize']]);
    expect([byModel.status, toError(byModel)]).toEqual([404, expect.objectContaining({ message })]);
  });
});

import { describe, expect, it } from 'vitest';
import type { HeardWindow } from '../../src/contract/hearing.ts';
import { toHeardSegment } from '../fixtures/heard-segment.ts';
import { ask, toError } from './support/ask-transcription.ts';
import { toSpeechWav } from './support/fake-hearing.ts';

describe('the formats of a transcription', () => {
  it('json has the text and the seconds, rounded up', async () => {
    const { text, headers } = await ask([]);
    expect(JSON.parse(text)).toEqual({
      text: 'The tide was out. The tide was out.',
      usage: { type: 'duration', seconds: 8 },
    });
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('x-sotto-engine')).toBe('whisper');
  });

  it('counts tokens for the models that OpenAI counts them for', async () => {
    const { text } = await ask([['model', 'gpt-4o-transcribe']]);
    expect(JSON.parse(text)).toMatchObject({
      usage: { type: 'tokens', input_tokens: 80, output_tokens: 2, total_tokens: 82 },
    });
  });

  it('text ends with one line feed', async () => {
    expect((await ask([['response_format', 'text']])).text).toBe('The tide was out. The tide was out.\n');
  });

  it('srt and vtt have a cue for each phrase, and end as OpenAI ends them', async () => {
    const { text, headers } = await ask([['response_format', 'srt']]);
    expect(text).toMatch(/^1\n00:00:00,000 --> 00:00:0\d,\d{3}\nThe tide was out\.\n\n2\n[^]*out\.\n\n\n$/);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect((await ask([['response_format', 'vtt']])).text).toMatch(/^WEBVTT\n\n00:00:00\.000 --> /);
  });

  it('verbose_json has segments, or words, or both', async () => {
    const toWindow = (): Partial<HeardWindow> => ({
      segments: [toHeardSegment({ words: [{ text: ' “Galileo,”', start: 0.5, end: 1.25 }] })],
    });
    const verbose = [['response_format', 'verbose_json']] as const;
    const segments = JSON.parse((await ask(verbose)).text) as Record<string, unknown>;
    expect(segments).toMatchObject({ task: 'transcribe', language: 'english', duration: 8 });
    expect(Object.keys((segments['segments'] as object[])[0]!)).toEqual([
      ...['id', 'seek', 'start', 'end', 'text', 'tokens', 'temperature', 'avg_logprob'],
      ...['compression_ratio', 'no_speech_prob'],
    ]);
    expect(segments).not.toHaveProperty('words');
    const words = [...verbose, ['timestamp_granularities[]', 'word']] as const;
    const asked = await ask(words, { toWindow, file: toSpeechWav(3) });
    expect(JSON.parse(asked.text)).toMatchObject({ words: [{ word: 'Galileo', start: 0, end: 1.25 }] });
    expect(JSON.parse(asked.text)).not.toHaveProperty('segments');
    expect(asked.hearing.jobs[0]?.hasWords).toBe(true);
    const both = JSON.parse(
      (await ask([...verbose, ['timestamp_granularities', 'word,segment']])).text,
    ) as object;
    expect(Object.keys(both)).toEqual(expect.arrayContaining(['words', 'segments']));
  });

  it('give words in every script with all their signs, without punctuation', async () => {
    const words = ['नमस्ते', 'दुनिया', 'ที่', 'שָׁלוֹם', 'C++', '$5', '50%', '#1', '21°', 'Galileo', '¿qué?!', '—'];
    const toWindow = (): Partial<HeardWindow> => ({
      segments: [toHeardSegment({ words: words.map((text) => ({ text: ` ${text}।`, start: 0.5, end: 1 })) })],
    });
    const { text } = await ask(
      [
        ['response_format', 'verbose_json'],
        ['timestamp_granularities[]', 'word'],
      ],
      { toWindow, file: toSpeechWav(3) },
    );
    const heard = (JSON.parse(text) as { words: { word: string }[] }).words.map(({ word }) => word);
    expect(heard).toEqual([...words.slice(0, -2), 'qué', '—।']);
  });

  it('srt begins a new cue with each sentence', async () => {
    const said = ['Hello', 'there.', 'How', 'are', 'you?”', 'Fine'];
    const words = said.map((text, index) => ({ text: ` ${text}`, start: index / 2, end: (index + 1) / 2 }));
    const toWindow = (): Partial<HeardWindow> => ({
      segments: [toHeardSegment({ text: ` ${said.join(' ')}`, words, end: 3 })],
    });
    const { text } = await ask([['response_format', 'srt']], { toWindow, file: toSpeechWav(3) });
    const lines = text.split('\n').filter((line) => /^[A-Z]/u.test(line));
    expect(lines).toEqual(['Hello there.', 'How are you?”', 'Fine']);
  });

  it('of silence is empty, not missing', async () => {
    const file = toSpeechWav(0, 2);
    expect((await ask([['response_format', 'text']], { file })).text).toBe('\n');
    expect((await ask([['response_format', 'srt']], { file })).text).toBe('\n');
    expect((await ask([['response_format', 'vtt']], { file })).text).toBe('WEBVTT\n\n');
  });

  it('list what was not made out, and leave it out of the text', async () => {
    const toWindow = (): Partial<HeardWindow> => ({ segments: [toHeardSegment({ averageLogprob: -0.9 })] });
    const { text, headers } = await ask([], { toWindow, file: toSpeechWav(3) });
    expect(JSON.parse(text)).toMatchObject({
      text: '',
      unclear: [{ start: 0, end: expect.closeTo(3, 0) as number, avg_logprob: -0.9 }],
    });
    expect(Number(headers.get('x-sotto-unclear-seconds'))).toBeCloseTo(3, 0);
  });

  it('join the bytes of the tokens to the text', async () => {
    const { text } = await ask([['include[]', 'logprobs']]);
    const { text: whole, logprobs } = JSON.parse(text) as {
      text: string;
      logprobs: readonly { bytes: readonly number[] }[];
    };
    expect(Buffer.from(logprobs.flatMap(({ bytes }) => bytes)).toString()).toBe(whole);
  });
});

describe('a streamed transcription', () => {
  it('sends each utterance as it is heard, and the whole at the end', async () => {
    const { text, headers } = await ask([['stream', 'true']]);
    expect(headers.get('content-type')).toBe('text/event-stream');
    const events = text.trimEnd().split('\n\n');
    expect(events.map((event) => JSON.parse(event.slice('data: '.length)) as unknown)).toMatchObject([
      { type: 'transcript.text.delta', delta: 'The tide was out.' },
      { type: 'transcript.text.delta', delta: ' The tide was out.' },
      {
        type: 'transcript.text.done',
        text: 'The tide was out. The tide was out.',
        usage: { type: 'tokens' },
      },
    ]);
  });

  it('has one empty delta where nothing is said', async () => {
    const { text } = await ask([['stream', '1']], { file: toSpeechWav(0, 1) });
    expect(text).toMatch(/^data: \{"type":"transcript\.text\.delta","delta":""\}\n\n/);
  });
});

describe('a translation', () => {
  it('is into English, from whatever language is heard', async () => {
    const { text, hearing } = await ask([['response_format', 'verbose_json']], { path: 'translations' });
    expect(JSON.parse(text)).toMatchObject({ task: 'translate', language: 'english' });
    expect(hearing.jobs[0]).toMatchObject({ task: 'translate', language: null });
  });

  it('into another language is refused', async () => {
    const asked = await ask([['language', 'de']], { path: 'translations' });
    expect(toError(asked)).toMatchObject({ param: 'language', code: 'invalid_value' });
  });
});

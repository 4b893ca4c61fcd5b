import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE } from '../../src/contract/audio.ts';
import { toFloat32 } from '../../src/audio/pcm.ts';
import { decodeTones } from '../fixtures/decode-tones.ts';
import { toAudibleIds } from '../fixtures/tone.ts';
import { toTokenIds } from '../../src/phonemes/alphabet/kokoro-alphabet.ts';
import { openToneHandler, tellJobs, toSamples } from './support/tone-handler.ts';

describe('POST /dev/dialogue', () => {
  const turns = [
    { voice: 'af_bella', text: 'How are you?' },
    { voice_id: 'Bob', text: 'Fine, and you?' },
    { voice: { id: 'bf_emma' }, text: 'Très bien.' },
  ];
  const voice_aliases = { bob: { voice: 'am_adam', rate: 1.25 } };

  it('speaks each turn in its voice, with pauses between them', async () => {
    const { post, jobs } = openToneHandler();
    const body = { turns, voice_aliases, pause_between_turns: 0.5, response_format: 'pcm' };
    const samples = await toSamples(await post('/dev/dialogue', body));
    expect(tellJobs(jobs)).toEqual([
      'af_bella en-us 1: How are you?',
      'am_adam en-us 1.25: Fine, and you?',
      'bf_emma en-gb 1: Très bien.',
    ]);
    const shorter = await toSamples(await post('/dev/dialogue', { ...body, pause_between_turns: 0.125 }));
    expect(samples.length - shorter.length).toBe(2 * 0.375 * SAMPLE_RATE);
  });

  it('ties words to the texts of the turns', async () => {
    const { post } = openToneHandler();
    const body = {
      turns,
      voice_aliases,
      stream_format: 'sse',
      response_format: 'pcm',
      return_timestamps: true,
    };
    const text = await (await post('/dev/dialogue', body)).text();
    const words = [...text.matchAll(/"word":"(.*?)"/gu)].map(([, word]) => word);
    expect(words).toEqual(['How', 'are', 'you', 'Fine', 'and', 'you', 'Très', 'bien']);
  });

  it.each([
    [{}, 'missing_required_parameter', 'turns'],
    [{ turns: 'x' }, 'invalid_type', 'turns'],
    [{ turns: [] }, 'invalid_value', 'turns'],
    [{ turns: [{ voice: 'af_bella' }] }, 'missing_required_parameter', 'turns[0].text'],
    [{ turns: [{ text: 'Hi.' }] }, 'missing_required_parameter', 'turns[0].voice'],
    [{ turns: [{ voice: 'nobody', text: 'Hi.' }] }, 'invalid_value', 'turns[0].voice'],
    [{ turns, voice_aliases, pause_between_turns: 11 }, 'decimal_above_max_value', 'pause_between_turns'],
    [{ turns: [{ voice: 'af_bella', text: '…' }] }, 'no_speakable_text', 'turns'],
  ])('refuses %j', async (body, code, param) => {
    const { post } = openToneHandler();
    const response = await post('/dev/dialogue', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code, param } });
  });
});

describe('POST /dev/captioned_speech', () => {
  const body = { input: 'It costs $5 here. Really, it does so.', response_format: 'pcm' };
  interface Line {
    readonly audio: string;
    readonly audio_format: string;
    readonly timestamps: readonly {
      word: string;
      start_time: number;
      end_time: number;
      start_char: number;
    }[];
  }

  it('sends an object a line, or one object, with the words that the user wrote', async () => {
    const { post } = openToneHandler();
    const streamed = await post('/dev/captioned_speech', body);
    expect(streamed.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await streamed.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    const whole = await post('/dev/captioned_speech', { ...body, stream: false });
    expect(whole.headers.get('content-type')).toBe('application/json');
    const one = (await whole.json()) as Line;
    const words = one.timestamps.map(({ word }) => word);
    expect(words).toEqual(['It', 'costs', '$5', 'here', 'Really', 'it', 'does', 'so']);
    expect(lines.flatMap(({ timestamps }) => timestamps)).toEqual(one.timestamps);
    expect(lines.map(({ audio }) => Buffer.from(audio, 'base64').toString('hex')).join('')).toBe(
      Buffer.from(one.audio, 'base64').toString('hex'),
    );
    expect(one.audio_format).toBe('audio/pcm');
    let last = 0;
    for (const { start_time, end_time, start_char, word } of one.timestamps) {
      expect(start_time).toBeGreaterThanOrEqual(last);
      expect(body.input.slice(start_char, start_char + word.length)).toBe(word);
      last = end_time;
    }
    const none = await post('/dev/captioned_speech', { ...body, stream: false, return_timestamps: false });
    expect(await none.json()).toMatchObject({ timestamps: null });
  });
});

describe('POST /dev/generate_from_phonemes', () => {
  it('sounds the phonemes as they are, however many', async () => {
    const { post, jobs } = openToneHandler();
    const phonemes = 'həlˈO wˈɜɹld. '.repeat(100).trim();
    const response = await post('/dev/generate_from_phonemes', { phonemes, voice: 'af_bella' });
    expect(response.headers.get('content-type')).toBe('audio/wav');
    const bytes = new Uint8Array(await response.arrayBuffer());
    const samples = toFloat32(new Int16Array(bytes.slice(44).buffer));
    const sent = jobs.flatMap(({ tokenIds }) => toAudibleIds(tokenIds));
    expect(decodeTones(samples)).toEqual(sent);
    expect(sent).toEqual(toAudibleIds(toTokenIds(phonemes)));
    for (const { tokenIds } of jobs) expect(tokenIds.length).toBeLessThanOrEqual(512);
  });

  it('warns of phonemes that nobody knows, and refuses the built-in voice', async () => {
    const { post } = openToneHandler();
    const some = await post('/dev/generate_from_phonemes', { phonemes: 'hə7lO', response_format: 'pcm' });
    expect(some.headers.get('x-sotto-warnings')).toContain('Not all phonemes');
    await some.arrayBuffer();
    const builtIn = await post('/dev/generate_from_phonemes', { phonemes: 'hə', model: 'espeak-ng' });
    expect(builtIn.status).toBe(400);
  });
});

describe('/dev/ssml', () => {
  it('tells what is understood, and translates', async () => {
    const { post, handler } = openToneHandler();
    const about = await handler(new Request('https://sotto.test/dev/ssml'));
    expect(await about.json()).toMatchObject({ break_strengths: { strong: 1 }, rate_range: [0.25, 4] });
    const text =
      '<speak>Hi <break time="500ms"/><voice name="am_adam">there <prosody rate="fast">you</prosody></voice> all <phoneme ph="æn">Ann</phoneme></speak>';
    const translate = async (body: object): Promise<unknown> => (await post('/dev/ssml', body)).json();
    expect(await translate({ text })).toEqual({ text: 'Hi [pause:0.5s] there you all [Ann](/æn/)' });
    expect(await translate({ text, voice: 'af_bella' })).toEqual({
      text: 'Hi [pause:0.5s] [voice:am_adam] there [rate:1.25] you [voice:af_bella] all [Ann](/æn/)',
    });
    expect(await translate({ text: 'No SSML.' })).toEqual({ text: 'No SSML.' });
    for (const broken of ['<speak>a', '<!DOCTYPE speak><speak/>']) {
      expect(await translate({ text: broken })).toMatchObject({ error: { code: 'invalid_value' } });
    }
  });
});

describe('a download link', () => {
  it('gives the answer once more, and when its parts are heard', async () => {
    const { post, handler } = openToneHandler();
    const input = 'Here we go. [1s] And there.';
    const body = { input, allow_voice_tags: true, return_download_link: true, return_timing: true };
    const response = await post('/v1/audio/speech', body);
    const get = async (name: string): Promise<Response> => {
      const path = response.headers.get(name) ?? '';
      expect(path).toMatch(/^\/download\/sotto-[0-9a-f]{32}\.(?:mp3|json)$/u);
      return handler(new Request(`https://sotto.test/v1${path}`));
    };
    const file = get('x-download-path');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect((await file).headers.get('content-type')).toBe('audio/mpeg');
    expect(Buffer.from(await (await file).arrayBuffer()).equals(bytes)).toBe(true);
    const { chunks } = (await (await get('x-timing-path')).json()) as {
      chunks: { text: string; start: number; end: number }[];
    };
    expect(chunks.map(({ text }) => text)).toEqual(['Here we go.', '', 'And there.']);
    expect(chunks[1]!.end - chunks[1]!.start).toBeCloseTo(1, 9);
    expect(chunks[2]!.start).toBe(chunks[1]!.end);
  });

  it('that nobody was given is unknown', async () => {
    const { handler } = openToneHandler();
    const path = `/download/sotto-${'0'.repeat(32)}.mp3`;
    const response = await handler(new Request(`https://sotto.test${path}`));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'unknown_url' } });
  });
});

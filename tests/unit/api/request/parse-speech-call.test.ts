import type { AudioFormat } from '../../../../src/contract/codec.ts';
import { describe, expect, it } from 'vitest';
import { parseSpeechCall } from '../../../../src/api/request/parse-speech-call.ts';
import type { SpeechCall } from '../../../../src/api/request/speech-call.ts';
import { models } from '../../../contract/support/test-handler.ts';
import { DEFAULT_NORMALIZATION } from '../../../../src/contract/normalization.ts';

const formats: readonly AudioFormat[] = ['mp3', 'wav', 'opus', 'flac', 'pcm', 'raw'];

function parse(body: Readonly<Record<string, unknown>>, host = 'sotto.test'): SpeechCall {
  return parseSpeechCall(body, { models, formats, maxInputLength: 4_096, host });
}

describe('a valid request', () => {
  it('needs a text only', () => {
    expect(parse({ input: 'Hello.' })).toEqual({
      request: {
        text: 'Hello.',
        model: 'kokoro-82m',
        voice: [{ id: 'af_heart', weight: 1 }],
        language: 'en-us',
        speed: 1,
        normalization: DEFAULT_NORMALIZATION,
        format: 'text',
        code: 'skip',
        tables: 'rows',
        hasTags: false,
        hasVoiceLanguages: true,
      },
      modelName: 'kokoro-82m',
      format: 'mp3',
      delivery: 'bytes',
      layout: 'streamed',
      volume: 1,
      loudness: null,
      hasTimestamps: false,
      hasDownload: false,
      hasTiming: false,
    });
  });

  it('may say null for every optional field', () => {
    const names =
      'instructions model voice stream_format stream response_format speed lang_code language input_format ssml allow_voice_tags voice_aliases volume_multiplier loudness normalization_options return_timestamps return_download_link return_timing pauses pronunciations';
    const nulls = Object.fromEntries(names.split(' ').map((name) => [name, null]));
    expect(parse({ input: 'Hello.', ...nulls })).toEqual(parse({ input: 'Hello.' }));
  });

  it('is not swayed by what its prototype seems to say', () => {
    const body = JSON.parse(
      '{"input":"Hi.","__proto__":{"voice":"nope"},"constructor":{"speed":9}}',
    ) as Record<string, unknown>;
    expect(parse(body)).toEqual(parse({ input: 'Hi.' }));
    expect(() => parse(Object.create({ input: 'inherited' }) as Record<string, unknown>)).toThrow("'input'");
  });

  it('counts code points, and repairs lone surrogates', () => {
    expect(parse({ input: 'a' + '😀'.repeat(4_095) }).request.text).toHaveLength(8_191);
    expect(() => parse({ input: 'a' + '😀'.repeat(4_096) })).toThrow('length 4097');
    expect(parse({ input: 'a\ud83d b' }).request.text).toBe('a\ufffd b');
  });

  it.each([
    [{ voice: 'ff_siwis' }, 'fr'],
    [{ voice: 'ff_siwis', language: 'en' }, 'fr'],
    [{ voice: 'ff_siwis', language: 'EN-us' }, 'en-us'],
    [{ voice: 'bm_george' }, 'en-gb'],
    [{ voice: 'bm_george', language: 'es' }, 'es'],
    [{ language: 'pt' }, 'pt-br'],
    [{ language: 'pt_BR' }, 'pt-br'],
    [{ language: 'zh-CN' }, 'zh'],
    [{ lang_code: 'j' }, 'ja'],
    [{ lang_code: 'B', language: 'fr' }, 'en-gb'],
    [{ lang_code: 'it' }, 'it'],
    [{ voice: 'zf_xiaoxiao', language: 'en' }, 'en-us'],
    [{ voice: 'jf_alpha', lang_code: 'en' }, 'en-us'],
    [{ voice: 'bf_emma', language: 'en' }, 'en-gb'],
    [{ lang_code: 'en', language: 'fr' }, 'fr'],
    [{ voice: 'af_heart+ff_siwis' }, 'en-us'],
  ])('finds the language of %j', (fields, language) => {
    expect(parse({ input: 'x', ...fields }).request.language).toBe(language);
  });

  it('lets its own names for voices come first, at their rate', () => {
    const voice_aliases = { alloy: { voice: 'bm_lewis', rate: 0.5 }, both: 'af_heart+af_bella' };
    const { request } = parse({ input: 'x', voice: 'Alloy', speed: 2, voice_aliases });
    expect(request).toMatchObject({ voice: [{ id: 'bm_lewis' }], speed: 1, language: 'en-gb' });
    expect(parse({ input: 'x', voice: 'both', voice_aliases }).request.voice).toHaveLength(2);
    expect(parse({ input: 'x', voice: 'alloy', speed: 0.25, voice_aliases }).request.speed).toBe(0.25);
  });
});

describe('how the answer is sent', () => {
  const together = 'api.together.ai';
  const bytes = (format: AudioFormat, layout: string): object => ({ format, delivery: 'bytes', layout });
  const events = (format: AudioFormat, delivery: string): object => ({
    format,
    delivery,
    layout: 'streamed',
  });

  it.each([
    [{ stream_format: 'sse' }, '', events('mp3', 'openai-sse')],
    [{ stream_format: 'sse', response_format: 'wav', stream: false }, '', events('wav', 'openai-sse')],
    [{ stream_format: 'sse', stream: true }, together, events('raw', 'openai-sse')],
    [{ stream_format: 'audio' }, '', bytes('mp3', 'streamed')],
    [{ stream_format: 'audio', response_format: 'raw', stream: true }, '', bytes('raw', 'streamed')],
    [{ stream_format: 'audio', response_format: 'mp3', stream: true }, together, bytes('mp3', 'streamed')],
    [{ stream: true }, together, events('raw', 'together-sse')],
    [{ stream: true, response_format: 'raw' }, '', events('raw', 'together-sse')],
    [{ stream: true, response_format: 'wav' }, '', bytes('wav', 'streamed')],
    [{ stream: true }, '', bytes('mp3', 'streamed')],
    [{ stream: false }, '', bytes('mp3', 'complete')],
    [{ stream: false, response_format: 'flac' }, together, bytes('flac', 'complete')],
    [{ response_format: 'wav' }, '', bytes('wav', 'complete')],
    [{}, together, bytes('wav', 'complete')],
    [{ response_format: 'raw' }, '', bytes('raw', 'streamed')],
  ])('by %j (%s)', (fields, host, expected) => {
    expect(parse({ input: 'x', ...fields }, host)).toMatchObject(expected);
  });
});

import type { AudioFormat } from '../../../../src/contract/codec.ts';
import { describe, expect, it } from 'vitest';
import { parseSpeechCall } from '../../../../src/api/request/parse-speech-call.ts';
import { models } from '../../../contract/support/test-handler.ts';

/** In an order of their own: messages have theirs. */
const formats: readonly AudioFormat[] = ['raw', 'pcm', 'flac', 'opus', 'wav', 'mp3'];

/** What is thrown at a request, or its result where nothing is. */
function toFault(body: Readonly<Record<string, unknown>>, host = 'sotto.test'): unknown {
  try {
    return parseSpeechCall(body, { models, formats, maxInputLength: 4_096, host });
  } catch (error) {
    return error;
  }
}

function fault(
  param: string,
  code: string,
  message: string | RegExp,
): { param: string; code: string; message: string } {
  const expected = typeof message === 'string' ? message : (expect.stringMatching(message) as string);
  return { param, code, message: expected };
}

describe('a fault', () => {
  it.each([
    [{}, fault('input', 'missing_required_parameter', "Missing required parameter: 'input'.")],
    [
      { input: null },
      fault('input', 'invalid_type', "Invalid type for 'input': expected a string, but got null instead."),
    ],
    [
      { input: ['a'] },
      fault(
        'input',
        'invalid_type',
        "Invalid type for 'input': expected a string, but got an array instead.",
      ),
    ],
    [
      { input: '' },
      fault(
        'input',
        'string_below_min_length',
        "Invalid 'input': string too short. Expected a string with minimum length 1, but got an empty string instead.",
      ),
    ],
    [{ input: ' \n' }, fault('input', 'string_below_min_length', /white space/)],
    [
      { input: 'a'.repeat(4_097) },
      fault(
        'input',
        'string_above_max_length',
        "Invalid 'input': string too long. Expected a string with maximum length 4096, but got a string with length 4097 instead.",
      ),
    ],
    [{ input: '— …' }, fault('input', 'no_speakable_text', "Nothing in 'input' can be spoken.")],
    [{ instructions: 'a'.repeat(4_097) }, fault('instructions', 'string_above_max_length', /4096/)],
    [
      { model: 'gpt-9' },
      fault('model', 'model_not_found', 'The model `gpt-9` does not exist or you do not have access to it.'),
    ],
    [{ model: 5 }, fault('model', 'invalid_type', /expected a string, but got an integer/)],
    [
      { voice: 'nope' },
      fault(
        'voice',
        'invalid_value',
        /^Invalid value: 'nope'\. A mix is written .* Supported voices are: alloy, .*af_heart/,
      ),
    ],
    [{ voice: 'af_heart-af_bella' }, fault('voice', 'invalid_value', /Supported voices/)],
    [{ voice: 7 }, fault('voice', 'invalid_type', /but got an integer/)],
    [
      { pauses: { sentence: 61 } },
      fault(
        'pauses',
        'decimal_above_max_value',
        "Invalid 'pauses.sentence': decimal above maximum value. Expected a value <= 60, but got 61 instead.",
      ),
    ],
    [
      { pronunciations: { a: 5 } },
      fault(
        'pronunciations',
        'invalid_type',
        "Invalid type for 'pronunciations.a': expected a string, but got an integer instead.",
      ),
    ],
    [{ pronunciations: { constructor: 5 } }, fault('pronunciations', 'invalid_type', /got an integer/)],
    [
      { pronunciations: ['a'] },
      fault('pronunciations', 'invalid_type', /expected an object, but got an array/),
    ],
    [
      { normalization_options: { normalize: 'x' } },
      fault(
        'normalization_options',
        'invalid_type',
        "Invalid type for 'normalization_options.normalize': expected a boolean, but got a string instead.",
      ),
    ],
    [
      { voice_aliases: { prototype: 'nope' } },
      fault('voice_aliases', 'invalid_value', /Invalid voice alias/),
    ],
    [{ voice_aliases: { a: 'nope' } }, fault('voice_aliases', 'invalid_value', /Invalid voice alias/)],
    [
      { stream_format: 'ndjson' },
      fault(
        'stream_format',
        'invalid_value',
        "Invalid value: 'ndjson'. Supported values are: 'audio', 'sse'.",
      ),
    ],
    [
      { stream: 'true' },
      fault(
        'stream',
        'invalid_type',
        "Invalid type for 'stream': expected a boolean, but got a string instead.",
      ),
    ],
    [
      { response_format: 'm4a' },
      fault(
        'response_format',
        'invalid_value',
        "Invalid value: 'm4a'. Supported values are: 'mp3', 'wav', 'opus', 'flac', 'pcm', 'raw'.",
      ),
    ],
    [
      { response_format: 'aac' },
      fault(
        'response_format',
        'unsupported_format',
        "'aac' cannot be encoded in this browser. Supported here: 'mp3', 'wav', 'opus', 'flac', 'pcm', 'raw'.",
      ),
    ],
    [
      { speed: 5 },
      fault(
        'speed',
        'decimal_above_max_value',
        "Invalid 'speed': decimal above maximum value. Expected a value <= 4, but got 5 instead.",
      ),
    ],
    [
      { speed: 0.2 },
      fault(
        'speed',
        'decimal_below_min_value',
        "Invalid 'speed': decimal below minimum value. Expected a value >= 0.25, but got 0.2 instead.",
      ),
    ],
    [
      { speed: '1.0' },
      fault(
        'speed',
        'invalid_type',
        "Invalid type for 'speed': expected a decimal, but got a string instead.",
      ),
    ],
    [{ speed: Infinity }, fault('speed', 'decimal_above_max_value', /4/)],
    [{ language: 'de' }, fault('language', 'invalid_value', /^Invalid value: 'de'/)],
    [{ language: 'a' }, fault('language', 'invalid_value', /'fr'/)],
    [{ lang_code: 'x' }, fault('lang_code', 'invalid_value', /'a', 'b'/)],
    [{ ssml: 'yes' }, fault('ssml', 'invalid_type', /boolean/)],
    [{ input_format: 'rtf' }, fault('input_format', 'invalid_value', /'markdown'/)],
    [{ volume_multiplier: -1 }, fault('volume_multiplier', 'decimal_below_min_value', /0/)],
    [{ loudness: -31 }, fault('loudness', 'decimal_below_min_value', /-30/)],
    [{ loudness: 0 }, fault('loudness', 'decimal_above_max_value', /-9/)],
    [{ loudness: 'loud' }, fault('loudness', 'invalid_value', /'off', a decimal/)],
    [{ loudness: true }, fault('loudness', 'invalid_type', /'off' or a decimal/)],
    [{ loudness: -16, stream: true }, fault('loudness', 'invalid_value', /stream/)],
    [{ loudness: -16, stream_format: 'sse' }, fault('loudness', 'invalid_value', /stream/)],
    [{ normalization_options: 'x' }, fault('normalization_options', 'invalid_type', /expected an object/)],
  ])('in %j is told in full', (fields, expected) => {
    const body = 'input' in fields || expected.param === 'input' ? fields : { input: 'x', ...fields };
    expect(toFault(body)).toMatchObject(expected);
  });

  it('is looked for in the order of the contract', () => {
    const wrong: readonly (readonly [string, unknown])[] = [
      ['input', 5],
      ['instructions', 5],
      ['model', 'nope'],
      ['voice', 'nope'],
      ['stream_format', 'nope'],
      ['stream', 5],
      ['response_format', 'nope'],
      ['speed', 9],
      ['lang_code', 'nope'],
      ['language', 'nope'],
      ['ssml', 1],
      ['allow_voice_tags', 1],
    ];
    wrong.forEach(([name], index) => {
      const body = Object.fromEntries(wrong.slice(index));
      expect(toFault(index === 0 ? body : { input: 'x', ...body })).toMatchObject({ param: name });
    });
  });

  it('never repeats a long value', () => {
    for (const name of ['model', 'voice', 'response_format', 'language'])
      expect((toFault({ input: 'x', [name]: '😀'.repeat(9_000) }) as Error).message.length).toBeLessThan(
        1_500,
      );
  });

  it('is the combination where Together would not stream', () => {
    expect(toFault({ input: 'x', stream: true, response_format: 'mp3' }, 'api.together.xyz')).toMatchObject({
      param: 'response_format',
      code: 'invalid_value',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { toErrorBody, toErrorResponse } from '../../../../src/api/answer/error-response.ts';
import { SpeechError, type SpeechErrorCode } from '../../../../src/contract/errors.ts';

describe('toErrorResponse', () => {
  it.each<[SpeechErrorCode, number, [string, Record<string, string | null>]]>([
    ['invalid_value', 400, ['invalid_request_error', { 'x-should-retry': null }]],
    ['model_not_found', 404, ['invalid_request_error', { 'x-should-retry': null }]],
    ['method_not_supported', 405, ['invalid_request_error', {}]],
    ['request_too_large', 413, ['invalid_request_error', {}]],
    ['queue_full', 429, ['rate_limit_error', { 'retry-after': '5', 'x-should-retry': null }]],
    ['synthesis_failed', 500, ['server_error', { 'x-should-retry': 'false', 'retry-after': null }]],
    ['model_loading', 503, ['server_error', { 'x-should-retry': 'true', 'retry-after': '5' }]],
    ['engine_unavailable', 503, ['server_error', { 'x-should-retry': 'true', 'retry-after': '2' }]],
    ['model_unavailable', 503, ['server_error', { 'x-should-retry': 'false', 'retry-after': null }]],
  ])('answers %s with %i', async (code, status, [type, headers]) => {
    const response = toErrorResponse(
      new SpeechError(code, 'Words.', { param: 'voice', cause: new Error('detail') }),
    );
    expect(response.status).toBe(status);
    for (const [name, value] of Object.entries(headers)) expect(response.headers.get(name), name).toBe(value);
    expect(await response.json()).toEqual({ error: { message: 'Words.', type, param: 'voice', code } });
  });

  it.each(['invalid_json', 'invalid_multipart'] as const)('gives %s no code', (code) => {
    expect(toErrorBody(new SpeechError(code, 'Words.')).error).toMatchObject({ param: null, code: null });
  });

  it('keeps what is not meant for others to itself', () => {
    const body = JSON.stringify(toErrorBody(new TypeError('secret at line 5')));
    expect(body).not.toContain('secret');
    expect(toErrorResponse('anything').status).toBe(500);
  });
});

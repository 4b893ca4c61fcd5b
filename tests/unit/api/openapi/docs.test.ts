import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { createOpenApi } from '../../../../src/api/openapi/openapi.ts';
import { toErrorBody, toErrorResponse } from '../../../../src/api/answer/error-response.ts';
import { AUDIO_FORMATS, speechFields } from '../../../../src/api/request/speech-body.ts';
import { SpeechError, type SpeechErrorCode } from '../../../../src/contract/errors.ts';
import { codecs } from '../../../contract/support/test-handler.ts';

type NullCode = 'invalid_json' | 'invalid_multipart' | 'undecodable_audio' | 'upload_too_large';

/** Every code but those that are answered with null; a new one does not compile until it is named here. */
const statusOfCode: Readonly<Record<Exclude<SpeechErrorCode, NullCode>, number>> = {
  array_above_max_length: 400,
  audio_too_long: 400,
  audio_too_short: 400,
  cross_site_request: 403,
  decimal_above_max_value: 400,
  decimal_below_min_value: 400,
  engine_unavailable: 503,
  invalid_type: 400,
  invalid_value: 400,
  method_not_supported: 405,
  missing_required_parameter: 400,
  model_corrupt: 503,
  model_loading: 503,
  model_not_found: 404,
  model_unavailable: 503,
  no_speakable_text: 400,
  queue_full: 429,
  request_too_large: 413,
  storage_full: 503,
  string_above_max_length: 400,
  string_below_min_length: 400,
  synthesis_failed: 500,
  transcription_failed: 500,
  unknown_url: 404,
  unsupported_content_type: 400,
  unsupported_format: 400,
  unsupported_parameter: 400,
};

describe('docs/api.md', () => {
  let rows: readonly string[];

  beforeAll(async () => {
    const text = await readFile(new URL('../../../../docs/api.md', import.meta.url), 'utf8');
    rows = text.split('\n').filter((line) => line.startsWith('| '));
  });

  it.each(['input', ...Object.keys(speechFields)])('tells of the field %s', (name) => {
    expect(rows.some((row) => row.split('|')[1]?.includes(`\`${name}\``))).toBe(true);
  });

  it.each(Object.keys((createOpenApi() as { paths: object }).paths))('tells of the route %s', (path) => {
    expect(rows.some((row) => row.split('|')[1]?.includes(`\`${path}\``))).toBe(true);
  });

  it.each(AUDIO_FORMATS)('tells the content type of %s', async (format) => {
    const { contentType } = await codecs.load(format);
    expect(rows.find((row) => row.startsWith(`| \`${format}\``))).toContain(`\`${contentType}\``);
  });

  it.each(Object.entries(statusOfCode))('tells of the error %s with %i', (code, status) => {
    const error = new SpeechError(code as SpeechErrorCode, 'Words.');
    const response = toErrorResponse(error);
    expect(response.status).toBe(status);
    const row = rows.find((line) => line.startsWith(`| ${status} `) && line.includes(`\`${code}\``));
    expect(row).toContain(`\`${toErrorBody(error).error.type}\``);
    const retryAfter = response.headers.get('retry-after');
    if (retryAfter !== null) expect(row).toContain(`Retry-After: ${retryAfter}`);
    const shouldRetry = response.headers.get('x-should-retry');
    if (shouldRetry !== null) expect(row).toContain(`x-should-retry: ${shouldRetry}`);
  });
});

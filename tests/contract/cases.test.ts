import { describe, expect, it } from 'vitest';
import { createSpeak } from '../../src/speech/speak.ts';
import { createFakePhonemizer } from '../fixtures/fake-phonemizer.ts';
import { createFakeSynthesizer } from '../fixtures/fake-synthesizer.ts';
import { contractCases, toCaseRequest } from './support/contract-case.ts';
import { createTestHandler } from './support/test-handler.ts';

const ORIGIN = 'https://sotto.test';

describe('the contract, case by case', () => {
  const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer: createFakeSynthesizer() });
  const { handler } = createTestHandler({ deps: { speak } });
  const current = contractCases.filter(({ expect: { phase } }) => phase !== 'stt-present');

  it.each(current.map((contractCase) => [contractCase.name, contractCase] as const))(
    '%s',
    async (_, contractCase) => {
      const { expect: expected } = contractCase;
      const response = await handler(toCaseRequest(contractCase, ORIGIN));
      const bytes = Buffer.from(await response.arrayBuffer());

      expect(response.status, bytes.toString('utf8', 0, 400)).toBe(expected.status);
      const contentType = response.headers.get('content-type');
      expect(contentType?.split(';')[0] ?? null).toBe(expected.contentType);
      expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
      expect(response.headers.get('cache-control')).toBe('no-store');
      for (const [name, value] of Object.entries(expected.headers ?? {})) {
        expect(response.headers.get(name), name).toEqual(value === '*' ? expect.any(String) : value);
      }
      const prefix = expected.bodyPrefixHex ?? '';
      expect(bytes.toString('hex', 0, prefix.length / 2)).toBe(prefix);
      if (expected.errorType === undefined) return;
      const { error } = JSON.parse(bytes.toString()) as { error: Record<string, unknown> };
      expect(error).toEqual({
        message: expect.any(String) as string,
        type: expected.errorType,
        param: expected.errorParam,
        code: expected.errorCode,
      });
    },
  );

  it('leaves nothing behind', () => {
    expect(handler.openJobCount()).toBe(0);
    expect(handler.isIdle()).toBe(true);
  });
});

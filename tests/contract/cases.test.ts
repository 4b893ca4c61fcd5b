import { describe, expect, it } from 'vitest';
import { createSpeak } from '../../src/speech/speak.ts';
import { createFakePhonemizer } from '../fixtures/fake-phonemizer.ts';
import { createFakeSynthesizer } from '../fixtures/fake-synthesizer.ts';
import { toCaseFaults } from './support/case-faults.ts';
import { currentCases, toCaseRequest } from './support/contract-case.ts';
import { createTestHandler } from './support/test-handler.ts';

const ORIGIN = 'https://sotto.test';

describe('the contract, case by case', () => {
  const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer: createFakeSynthesizer() });
  const { handler } = createTestHandler({ deps: { speak } });

  it.each(currentCases.map((contractCase) => [contractCase.name, contractCase] as const))(
    '%s',
    async (_, contractCase) => {
      const response = await handler(toCaseRequest(contractCase, ORIGIN));
      const answer = {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      };
      expect(toCaseFaults(contractCase, answer), answer.body.toString('utf8', 0, 400)).toEqual([]);
    },
  );

  it('leaves nothing behind', () => {
    expect(handler.openJobCount()).toBe(0);
    expect(handler.isIdle()).toBe(true);
  });
});

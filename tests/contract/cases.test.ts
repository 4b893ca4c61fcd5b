import { describe, expect, it } from 'vitest';
import { createSpeak } from '../../src/speech/speak.ts';
import { createFakePhonemizer } from '../fixtures/fake-phonemizer.ts';
import { createFakeSynthesizer } from '../fixtures/fake-synthesizer.ts';
import { toCaseFaults } from './support/case-faults.ts';
import { currentCases, hearingCases, toCaseRequest } from './support/contract-case.ts';
import { createFakeHearing } from './support/fake-hearing.ts';
import { createTestHandler } from './support/test-handler.ts';

const ORIGIN = 'https://sotto.test';

const speak = createSpeak({ phonemizer: createFakePhonemizer(), synthesizer: createFakeSynthesizer() });

describe.each([
  ['without a model that hears', currentCases, {}],
  ['with a model that hears', hearingCases, { hearing: createFakeHearing() }],
])('the contract, case by case, %s', (_, cases, deps) => {
  const { handler } = createTestHandler({ deps: { speak, ...deps } });

  it.each(cases.map((contractCase) => [contractCase.name, contractCase] as const))(
    '%s',
    async (__, contractCase) => {
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

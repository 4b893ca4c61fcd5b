import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createEspeakPhonemizer } from '../../../../../src/server/espeak.ts';
import { createPhonemizer } from '../../../../../src/phonemes/registry.ts';
import { createTestHandler } from '../../../../contract/support/test-handler.ts';
import { readPack } from '../../../../fixtures/read-pack.ts';
import { hasSharedFile, readSharedFile, toSharedPath } from '../../../../fixtures/shared-vectors.ts';
import { trimmedEspeak } from '../../../engines/espeak/trimmed-espeak.ts';

interface Checker {
  readonly checkTextCases: (
    phonemize: (body: unknown) => Promise<unknown>,
    cases: unknown,
  ) => Promise<{ readonly total: number; readonly failures: readonly unknown[] }>;
}

const isThere = hasSharedFile('text-cases.json') && hasSharedFile('text-check.mjs');

describe.skipIf(!isThere)('POST /dev/phonemize', () => {
  it('reads every text of the reference cases as a careful person does', { timeout: 600_000 }, async () => {
    const espeak = createEspeakPhonemizer(await trimmedEspeak());
    const { handler } = createTestHandler({
      deps: { phonemizer: createPhonemizer({ espeak, loadPack: readPack }) },
    });
    const phonemize = async (body: unknown): Promise<unknown> => {
      const response = await handler(
        new Request('https://sotto.test/dev/phonemize', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      );
      if (!response.ok) throw new Error(await response.text());
      return response.json();
    };
    const path = pathToFileURL(toSharedPath('text-check.mjs')).href;
    const { checkTextCases } = (await import(/* @vite-ignore */ path)) as Checker;
    const report = await checkTextCases(phonemize, JSON.parse(readSharedFile('text-cases.json')));
    expect(report.failures).toEqual([]);
    expect(report.total).toBeGreaterThan(300);
  });
});

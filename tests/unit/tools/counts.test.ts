import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { heedStatus, readPlaywrightCounts, readVitestCounts } from '../../../tools/test/counts.ts';

const none = { passed: 3, failed: 0, skipped: 1 };

it.each([
  { what: 'a run that went well', counts: none, status: 0, failed: 0 },
  { what: 'a process that died, which no test reports', counts: none, status: 1, failed: 1 },
  { what: 'a test that failed, which is reported', counts: { ...none, failed: 2 }, status: 1, failed: 2 },
])('$what counts', ({ counts, status, failed }) => {
  expect(heedStatus(counts, status)).toEqual({ ...counts, failed });
});

function writeReport(report: unknown): string {
  const file = join(mkdtempSync(join(tmpdir(), 'sotto-counts-')), 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return file;
}

/** Reads with `read`, and returns the lines that were printed as well. */
function listen<T>(read: () => T): { readonly counts: T; readonly lines: readonly unknown[] } {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const counts = read();
  const lines = log.mock.calls.flat();
  log.mockRestore();
  return { counts, lines };
}

it('a unit test that failed within groups counts once and is named, and so is a file that could not be loaded', () => {
  const report = writeReport({
    ...{ numPassedTests: 1, numPendingTests: 2, numTodoTests: 1 },
    testResults: [
      {
        ...{ name: '/somewhere/a.test.ts', status: 'failed' },
        assertionResults: [
          { fullName: 'a works', status: 'passed' },
          { fullName: 'a group fails', status: 'failed' },
        ],
      },
      { name: 'b.test.ts', status: 'failed', assertionResults: [] },
    ],
  });
  expect(listen(() => readVitestCounts(report))).toEqual({
    counts: { passed: 1, failed: 2, skipped: 3 },
    lines: ['FAILED: a.test.ts: a group fails', 'FAILED: b.test.ts'],
  });
});

it('a browser test that failed is named, and so is one that passed when tried again', () => {
  const toSpec = (title: string, status: string) => ({ file: 'c.test.ts', title, tests: [{ status }] });
  const report = writeReport({
    suites: [
      {
        specs: [toSpec('works', 'expected'), toSpec('fails', 'unexpected')],
        suites: [{ specs: [toSpec('wavers', 'flaky')] }],
      },
    ],
    ...{ stats: { expected: 1, flaky: 1, skipped: 0 }, errors: [{ message: 'No browser.' }] },
  });
  expect(listen(() => readPlaywrightCounts(report))).toEqual({
    counts: { passed: 2, failed: 2, skipped: 0 },
    lines: [
      'PASSED ONLY WHEN TRIED AGAIN: c.test.ts: wavers',
      'FAILED: c.test.ts: fails',
      'FAILED: No browser.',
    ],
  });
});

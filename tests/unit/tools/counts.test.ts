import { expect, it } from 'vitest';
import { heedStatus } from '../../../tools/test/counts.ts';

const none = { passed: 3, failed: 0, skipped: 1 };

it.each([
  { what: 'a run that went well', counts: none, status: 0, failed: 0 },
  { what: 'a process that died, which no test reports', counts: none, status: 1, failed: 1 },
  { what: 'a test that failed, which is reported', counts: { ...none, failed: 2 }, status: 1, failed: 2 },
])('$what counts', ({ counts, status, failed }) => {
  expect(heedStatus(counts, status)).toEqual({ ...counts, failed });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readNotTested, recordNotTested } from '../../../tools/test/not-tested.ts';

test('what was not tested is listed once, however often and in however many files it was recorded', () => {
  const root = mkdtempSync(join(tmpdir(), 'not-tested-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const folder = join(root, 'reports');
  expect(readNotTested(folder)).toEqual([]);
  recordNotTested('the real voice', folder);
  recordNotTested('hearing', folder);
  recordNotTested('the real voice', folder);
  expect(readNotTested(folder)).toEqual(['hearing', 'the real voice']);
});

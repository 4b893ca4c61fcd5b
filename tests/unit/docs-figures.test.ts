import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../src/page/settings.ts';

const api = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8');

describe('docs/api.md', () => {
  it.each([
    ['how many requests wait', `At most ${defaultSettings.queueLimit} wait`],
    ['how long a request waits for a load', `waits ${defaultSettings.loadTimeoutMs / 1_000} s at most`],
  ])('says %s as the settings do', (_, words) => {
    expect(api).toContain(words);
  });
});

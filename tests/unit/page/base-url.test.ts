import { describe, expect, it } from 'vitest';
import { toBaseUrl } from '../../../src/page/base-url.ts';

describe('toBaseUrl', () => {
  it.each([
    { script: 'https://a.example/sotto.js', isDevelopment: false, base: 'https://a.example/' },
    { script: 'https://a.example/x/sotto.js?v=1', isDevelopment: false, base: 'https://a.example/x/' },
    { script: 'https://a.example/x/assets/app-1.js', isDevelopment: false, base: 'https://a.example/x/' },
    { script: 'http://localhost:5173/src/page/a.ts', isDevelopment: true, base: 'http://localhost:5173/' },
  ])('finds $base from $script', ({ script, isDevelopment, base }) => {
    expect(toBaseUrl(script, { isDevelopment })).toBe(base);
  });
});

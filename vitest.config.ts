import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/contract/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    // Building eSpeak's or the kernels' files comes first in some.
    hookTimeout: 120_000,
  },
});

import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/contract/**/*.test.ts'],
    environment: 'node',
    // Vitest leaves one core to itself, which of two is half.
    maxWorkers: availableParallelism(),
    testTimeout: 60_000,
    // Building eSpeak's or the kernels' files comes first in some.
    hookTimeout: 120_000,
  },
});

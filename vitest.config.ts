import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/contract/**/*.test.ts'],
    environment: 'node',
    // Vitest leaves one core to itself, which of two is half.
    maxWorkers: availableParallelism(),
    // Limits end what hangs. A slow, busy machine takes a quarter of them.
    testTimeout: 240_000,
    // Building eSpeak's or the kernels' files comes first in some.
    hookTimeout: 480_000,
  },
});

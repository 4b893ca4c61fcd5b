import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/** Rooms whose tests leave nothing behind: they share processes, and so what is loaded, as dictionaries. */
const together = [
  'api',
  'audio',
  'benchmark',
  'contract',
  'fixtures',
  'listening',
  'models',
  'phonemes',
  'server',
  'speech',
  'std',
  'takes',
  'text',
  'tools',
  'ui',
  'wire',
]
  .map((room) => `tests/unit/${room}/**/*.test.ts`)
  .concat('tests/contract/**/*.test.ts');

export default defineConfig({
  test: {
    environment: 'node',
    // One more than there are cores, since some tests wait for threads or clocks.
    maxWorkers: availableParallelism() + 1,
    // Limits end what hangs. A slow, busy machine takes a quarter of them.
    testTimeout: 240_000,
    // Building eSpeak's or the kernels' files comes first in some.
    hookTimeout: 480_000,
    projects: [
      { extends: true, test: { name: 'together', include: together, isolate: false } },
      {
        extends: true,
        test: {
          name: 'apart',
          include: ['tests/unit/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...together],
        },
      },
    ],
  },
});

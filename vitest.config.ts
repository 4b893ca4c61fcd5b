import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/**
 * What is about the process itself: that nothing loads ONNX Runtime there, how much memory it holds, and a module that is
 * replaced before anybody has loaded it.
 */
const apart = [
  'tests/unit/engines/kokoro/session/kernel-front.test.ts',
  'tests/unit/engines/kokoro/recycling.test.ts',
  'tests/unit/ui/store/translate.test.ts',
];

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
      {
        extends: true,
        test: {
          name: 'together',
          include: ['tests/{unit,contract}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...apart],
          // They share processes, and so what is loaded and compiled, as dictionaries and ONNX Runtime.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'apart', include: apart } },
    ],
  },
});

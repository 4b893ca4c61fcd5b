import type { Bench } from '../bench.ts';
import type { KernelCheck } from '../report.ts';
import { runChecked } from './kernels.ts';

const TOKEN_COUNTS = [5, 50, 200, 500];
const NAME = 'kernels';

/** Compares the kernels with ONNX Runtime on short and long inputs, each in the first run of a session of its own. */
export async function measureAccuracy(bench: Bench): Promise<readonly KernelCheck[]> {
  await bench.closePages();
  const side = await bench.openRuntime();
  const { runtime } = side;
  const checks: KernelCheck[] = [];
  const threads = bench.threadCounts.at(-1) ?? 1;
  const options = { name: NAME, weights: bench.weightsUrl('fp32'), device: 'wasm', threads } as const;
  for (const tokens of TOKEN_COUNTS) {
    await bench.parts.failures.attempt(`the comparison of ${tokens} tokens`, async () => {
      await runtime.start({ ...options, kernels: 'checked' });
      const difference = await runChecked(runtime, { name: NAME, tokens });
      console.log(`  ${tokens} tokens: relative difference ${difference.toExponential(2)}`);
      checks.push({ dtype: 'fp32', threads, tokens, difference });
    });
    await runtime.stop({ name: NAME });
  }
  await side.close();
  return checks;
}

import type { Bench } from '../bench.ts';
import type { KernelCheck } from '../report.ts';
import { renderReferences } from './kernels.ts';

const TOKEN_COUNTS = [5, 50, 200, 500];
const NAME = 'kernels';

/** Compares the kernels with ONNX Runtime on short and long inputs. */
export async function measureAccuracy(bench: Bench): Promise<readonly KernelCheck[]> {
  await bench.closePages();
  const side = await bench.openRuntime();
  const { runtime } = side;
  const checks: KernelCheck[] = [];
  const threads = bench.threadCounts.at(-1) ?? 1;
  const options = { weights: bench.weightsUrl(bench.dtype), device: 'wasm', threads } as const;
  await bench.parts.failures.attempt('the comparisons', async () => {
    await renderReferences(runtime, { ...options, tokenCounts: TOKEN_COUNTS });
    await runtime.start({ ...options, name: NAME, how: 'kernels' });
  });
  for (const tokens of TOKEN_COUNTS) {
    await bench.parts.failures.attempt(`the comparison of ${tokens} tokens`, async () => {
      const difference = await runtime.compare({ name: NAME, tokens });
      console.log(`  ${tokens} tokens: relative difference ${difference.toExponential(2)}`);
      checks.push({ dtype: bench.dtype, threads, tokens, difference });
    });
  }
  await side.close();
  return checks;
}

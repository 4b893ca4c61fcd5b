import type { Bench } from '../bench.ts';
import type { MemoryRow } from '../report.ts';

const TOKENS = 200;
const KINDS = [
  { what: 'ONNX Runtime alone', kernels: 'none' },
  { what: 'kernels, first use', kernels: 'checked' },
  { what: 'kernels, later', kernels: 'trusted' },
] as const;

/** Measures the memory of a fresh page that starts one session, fetched weights and all, and makes sound of 200 tokens twice. */
export async function measureMemory(bench: Bench): Promise<readonly MemoryRow[]> {
  await bench.closePages();
  const rows: MemoryRow[] = [];
  const threads = bench.threadCounts.at(-1) ?? 1;
  for (const { what, kernels } of KINDS) {
    await bench.parts.failures.attempt(`the memory of ${what}`, async () => {
      const side = await bench.openRuntime();
      try {
        const weights = bench.weightsUrl('fp32');
        await side.runtime.start({ name: what, weights, device: 'wasm', threads, kernels });
        for (let run = 0; run < 2; run += 1) await side.runtime.run({ name: what, tokens: TOKENS });
        const memory = await side.memory();
        if (memory === null) return;
        console.log(`  ${what}: at most ${(memory.peakBytes / 1e6).toFixed(0)} MB`);
        rows.push({ what, tokens: TOKENS, memory });
      } finally {
        await side.close();
      }
    });
  }
  return rows;
}

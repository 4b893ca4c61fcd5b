import type { Bench } from '../bench.ts';
import type { MemoryRow } from '../report.ts';
import { renderReferences } from './kernels.ts';

const TOKENS = 200;
const KINDS = [
  { what: 'ONNX Runtime, plain', how: 'plain', isFirstUse: false },
  { what: 'the app without kernels', how: 'stock', isFirstUse: false },
  { what: 'kernels, first use', how: 'kernels', isFirstUse: true },
  { what: 'kernels, later', how: 'kernels', isFirstUse: false },
] as const;
/** About as many as the app compares the kernels with. */
const FIRST_TOKENS = 15;

/** Measures the memory of a fresh page that starts one session, fetched weights and all, and makes sound of 200 tokens twice. */
export async function measureMemory(bench: Bench): Promise<readonly MemoryRow[]> {
  await bench.closePages();
  const rows: MemoryRow[] = [];
  const threads = bench.threadCounts.at(-1) ?? 1;
  for (const { what, how, isFirstUse } of KINDS) {
    await bench.parts.failures.attempt(`the memory of ${what}`, async () => {
      const side = await bench.openRuntime();
      try {
        const options = { weights: bench.weightsUrl(bench.dtype), device: 'wasm', threads } as const;
        if (isFirstUse) await renderReferences(side.runtime, { ...options, tokenCounts: [FIRST_TOKENS] });
        await side.runtime.start({ ...options, name: what, how });
        if (isFirstUse) await side.runtime.compare({ name: what, tokens: FIRST_TOKENS });
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

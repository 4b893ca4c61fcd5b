import { serveCalls } from './worker-calls.ts';

/** Iterations that take about a tenth of a second. */
const COUNT = 40_000_000;

serveCalls({
  /** Gives the GFLOP/s of a loop of nothing but fused multiply-adds on this thread, the best of some bursts. */
  measure: async ({ operations }: { readonly operations: number }) => {
    const bytes = await (await fetch('/bench/peak.wasm')).arrayBuffer();
    if (!WebAssembly.validate(bytes)) throw new Error('This browser has no relaxed SIMD.');
    const { instance } = await WebAssembly.instantiate(bytes);
    const spin = instance.exports['spin'] as (count: number) => number;
    spin(COUNT);
    let best = 0;
    for (let burst = 0; burst < 4; burst += 1) {
      const startedMs = performance.now();
      spin(COUNT);
      best = Math.max(best, (COUNT * operations) / (1e6 * (performance.now() - startedMs)));
    }
    return best;
  },
});

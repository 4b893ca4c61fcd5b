import type { RuntimeRow } from '../report.ts';
import type { AppSide } from '../sides.ts';

export interface RuntimeScenario {
  readonly weights: string;
  readonly device: 'wasm' | 'webgpu';
  readonly dtype: string;
  readonly threadCounts: readonly number[];
  readonly tokenCounts: readonly number[];
  readonly rounds: number;
}

const WARM_UP_TOKENS = 9;

/** Runs plain onnxruntime-web with each number of threads, in turn, on the same tokens. */
export async function measureRuntime(
  { runtime }: AppSide,
  { weights, device, dtype, threadCounts, tokenCounts, rounds }: RuntimeScenario,
): Promise<readonly RuntimeRow[]> {
  const rows: (RuntimeRow & { runs: RuntimeRow['runs'][number][] })[] = [];
  for (const threads of threadCounts) {
    const name = `${device} ${threads}`;
    const startMs = await runtime.start({ name, weights, device, threads });
    const warmUp = await runtime.run({ name, tokens: WARM_UP_TOKENS });
    rows.push({ device, dtype, threads, startMs, warmUpMs: warmUp.totalMs, runs: [] });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const tokens of tokenCounts) {
      for (const { threads, runs } of rows) {
        runs.push({ tokens, ...(await runtime.run({ name: `${device} ${threads}`, tokens })) });
      }
    }
  }
  for (const { threads } of rows) await runtime.stop({ name: `${device} ${threads}` });
  return rows;
}

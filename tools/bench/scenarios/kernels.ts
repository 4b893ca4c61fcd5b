import type { Deadline } from '../deadline.ts';
import type { Failures } from '../failures.ts';
import type { KernelCheck, KernelFigures, KernelPair, SessionStart } from '../report.ts';
import { toPairSpeedup } from '../pair-speedup.ts';
import type { RuntimeSide } from '../sides.ts';

export interface KernelScenario {
  /** Path of the weights on the page's origin. */
  readonly weights: string;
  readonly dtype: string;
  readonly threadCounts: readonly number[];
  /** How many tokens the pairs have; all of these in each round. */
  readonly tokenCounts: readonly number[];
  readonly rounds: number;
  /** A round is only begun if it would be over by then; the first always is. */
  readonly deadline: Deadline;
  readonly failures: Failures;
}

interface Started {
  readonly check: KernelCheck;
  readonly start: SessionStart;
}

/** The length of text that the ratios are about: a segment as the app makes them once it speaks. */
export const RATIO_TOKENS = 100;

/** Has ONNX Runtime alone and the app's session with kernels make sound of the same tokens in turn, in one page. */
export async function measureKernels(
  { runtime }: Pick<RuntimeSide, 'runtime'>,
  scenario: KernelScenario,
): Promise<KernelFigures> {
  const pairs: KernelPair[] = [];
  const started: Started[] = [];
  for (const [index, threads] of scenario.threadCounts.entries()) {
    // A share for each, or the first would leave the last one pair.
    const deadline = scenario.deadline.part(1 / (scenario.threadCounts.length - index));
    const what = `the kernels with ${scenario.dtype} on ${toThreadWords(threads)}`;
    await scenario.failures.attempt(what, async () => {
      started.push(await startBoth(runtime, threads, scenario));
      pairs.push(...(await measurePairs(runtime, threads, { ...scenario, deadline })));
    });
    await scenario.failures.attempt(`stopping ${what}`, async () => {
      for (const name of ['stock', 'kernels']) await runtime.stop({ name });
    });
  }
  return { pairs, checks: started.map(({ check }) => check), starts: started.map(({ start }) => start) };
}

/** Starts both sessions and warms them up; the first run of the kernels is compared with ONNX Runtime. */
async function startBoth(
  runtime: RuntimeSide['runtime'],
  threads: number,
  { weights, dtype }: KernelScenario,
): Promise<Started> {
  const options = { weights, device: 'wasm', threads } as const;
  const tokens = RATIO_TOKENS;
  await renderReferences(runtime, { ...options, tokenCounts: [tokens] });
  const stockMs = await runtime.start({ ...options, name: 'stock', how: 'stock' });
  const kernelsMs = await runtime.start({ ...options, name: 'kernels', how: 'kernels' });
  await runtime.run({ name: 'stock', tokens });
  const difference = await runtime.compare({ name: 'kernels', tokens });
  console.log(`  ${dtype}, ${toThreadWords(threads)}: relative difference ${difference.toExponential(2)}`);
  return { check: { dtype, threads, tokens, difference }, start: { dtype, threads, stockMs, kernelsMs } };
}

/** Has ONNX Runtime render what the kernels are compared with, in a session that is gone afterwards. */
export async function renderReferences(
  runtime: RuntimeSide['runtime'],
  { tokenCounts, ...options }: ReferenceOptions,
): Promise<void> {
  const name = 'reference';
  try {
    await runtime.start({ ...options, name, how: 'split' });
    for (const tokens of tokenCounts) await runtime.render({ name, tokens });
  } finally {
    await runtime.stop({ name });
  }
}

interface ReferenceOptions {
  readonly weights: string;
  readonly device: 'wasm';
  readonly threads: number;
  readonly tokenCounts: readonly number[];
}

async function measurePairs(
  runtime: RuntimeSide['runtime'],
  threads: number,
  { dtype, tokenCounts, rounds, deadline, failures }: KernelScenario,
): Promise<readonly KernelPair[]> {
  const pairs: KernelPair[] = [];
  let lastMs = 0;
  for (let round = 0; round < rounds && (round === 0 || deadline.allows(lastMs)); round += 1) {
    const startedMs = performance.now();
    for (const tokens of tokenCounts) {
      const what = `pair ${round + 1} of ${tokens} tokens with ${dtype} on ${toThreadWords(threads)}`;
      const pair = await failures.attempt(what, () =>
        measurePair(runtime, { dtype, threads, tokens, round }),
      );
      if (pair !== null) pairs.push(pair);
    }
    lastMs = performance.now() - startedMs;
  }
  return pairs;
}

async function measurePair(
  runtime: RuntimeSide['runtime'],
  { round, ...pair }: Pick<KernelPair, 'dtype' | 'threads' | 'tokens'> & { readonly round: number },
): Promise<KernelPair> {
  const run = async (name: string): Promise<KernelPair['stock']> => {
    const { totalMs, audioSeconds } = await runtime.run({ name, tokens: pair.tokens });
    return { totalMs, audioSeconds };
  };
  // Who begins changes, or a machine that gets hot would favour one.
  const early = round % 2 === 0 ? await run('kernels') : null;
  const stock = await run('stock');
  const kernels = early ?? (await run('kernels'));
  console.log(
    `  ${pair.dtype}, ${toThreadWords(pair.threads)}, ${pair.tokens} tokens: ` +
      `${(stock.totalMs / 1000).toFixed(2)} s with ONNX Runtime alone, ` +
      `${(kernels.totalMs / 1000).toFixed(2)} s with the kernels: ${toPairSpeedup({ stock, kernels }).toFixed(2)} times faster`,
  );
  return { ...pair, stock, kernels };
}

function toThreadWords(threads: number): string {
  return threads === 1 ? '1 thread' : `${threads} threads`;
}

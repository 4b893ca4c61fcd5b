import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface FaultOptions {
  readonly count: number;
  readonly seed: number;
  /** Where the report goes; null for nowhere. */
  readonly out: string | null;
}

export const usage = `npm run test:faults -- [--count N] [--seed S] [--out FILE]

  --count  how many faults are injected; 200 if left out
  --seed   chooses faults, moments and texts; 1 if left out
  --out    writes the report there as Markdown`;

/** Parses the command line; throws a TypeError for what it does not know. */
export function parseOptions(args: readonly string[]): FaultOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { count: { type: 'string' }, seed: { type: 'string' }, out: { type: 'string' } },
  });
  return {
    count: toWhole('count', values.count ?? '200'),
    seed: toWhole('seed', values.seed ?? '1'),
    out: values.out ?? null,
  };
}

function toWhole(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new TypeError(`--${name} is '${text}' and not a whole number.`);
}

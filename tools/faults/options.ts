import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface FaultOptions {
  readonly count: number;
  readonly seed: number;
  /** The number of the first fault that is injected: a run can be continued, shared, or one fault of it repeated. */
  readonly first: number;
  /** Of a hundred faults, how many are the GPU's. */
  readonly gpuPercent: number;
  /** Of a hundred answers, how many are played. */
  readonly playPercent: number;
  /** How many browsers have faults injected at once. */
  readonly lanes: number;
  /** Where each fault is added as a line of JSON; null for nowhere. */
  readonly log: string | null;
  /** Logs of which the report is made, in place of a run. */
  readonly reportOf: readonly string[];
  /** Where the report goes; null for the console. */
  readonly out: string | null;
}

export const usage = `npm run test:faults -- [--count N] [--seed S] [--first N] [--gpu P] [--play P] [--lanes N] [--log FILE] [--report LOG…] [--out FILE]

  --count   how many faults are injected; 200 if left out
  --seed    chooses faults, moments and texts; 1 if left out
  --first   the number of the first fault of this run; 0 if left out. Number, seed and shares name a fault exactly; those of the same
            answer come with it
  --gpu     of a hundred faults, how many are the GPU's; 44 if left out, so that each kind comes equally often
  --play    of a hundred answers, how many are played; 30 if left out
  --lanes   how many browsers have faults injected at once; 1 if left out
  --log     adds each fault to this file as a line of JSON
  --report  injects nothing, and makes the report of these logs
  --out     writes the report there as Markdown`;

/** Parses the command line; throws a TypeError for what it does not know. */
export function parseOptions(args: readonly string[]): FaultOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      count: { type: 'string' },
      seed: { type: 'string' },
      first: { type: 'string' },
      gpu: { type: 'string' },
      play: { type: 'string' },
      lanes: { type: 'string' },
      log: { type: 'string' },
      report: { type: 'string' },
      out: { type: 'string' },
    },
  });
  if (values.report === undefined && positionals.length > 0)
    throw new TypeError(`'${positionals[0]}' is not an option.`);
  return {
    count: toCount('count', values.count ?? '200'),
    seed: toWhole('seed', values.seed ?? '1'),
    first: toWhole('first', values.first ?? '0'),
    gpuPercent: toPercent('gpu', values.gpu ?? '44'),
    playPercent: toPercent('play', values.play ?? '30'),
    lanes: toCount('lanes', values.lanes ?? '1'),
    log: values.log ?? null,
    reportOf: values.report === undefined ? [] : [values.report, ...positionals],
    out: values.out ?? null,
  };
}

function toPercent(name: string, text: string): number {
  const percent = toWhole(name, text);
  if (percent > 100) throw new TypeError(`--${name} is ${percent} and more than a hundred.`);
  return percent;
}

function toCount(name: string, text: string): number {
  const count = toWhole(name, text);
  if (count === 0) throw new TypeError(`--${name} is 0, with which nothing would be tested.`);
  return count;
}

function toWhole(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new TypeError(`--${name} is '${text}' and not a whole number.`);
}

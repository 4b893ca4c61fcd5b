import { parseArgs } from 'node:util';
import { parseNames } from '../parse-names.ts';
import { SECTION_NAMES, type SectionName } from './report.ts';

/** What the command line asks for. */
export interface BenchOptions {
  /** Only what the ratios need, in under 8 minutes on two cores. */
  readonly isQuick: boolean;
  /** Measures WebGPU too, which is real only where there is a GPU. */
  readonly withWebGpu: boolean;
  /** Lets Chromium use the machine's own GPU rather than one in software. */
  readonly usesRealGpu: boolean;
  /** Measures in Firefox in place of Chromium: its speed, for its memory cannot be read. */
  readonly isFirefox: boolean;
  /** Where the JSON goes; null for the usual place. */
  readonly out: string | null;
  /** A build of the app to measure in place of this one's. */
  readonly dist: string | null;
  /** A mirror to measure; null for the first that is found. */
  readonly models: string | null;
  /** The parts to measure; null for all. */
  readonly only: readonly SectionName[] | null;
}

export const usage = `npm run bench -- [--quick] [--out FILE] [--webgpu] [--gpu] [--firefox] [--dist FOLDER] [--models FOLDER]
                 [--only PART,…]

  --quick   only what the ratios need, in under 8 minutes on two cores
  --out     where the JSON goes; docs/benchmarks/<date>.json otherwise (.cache/bench/quick.json with --quick)
  --webgpu  measures WebGPU too; in software, unless --gpu is given
  --gpu     uses the machine's own GPU for WebGPU
  --firefox measures in Firefox, without memory
  --dist    a built app to measure in place of a fresh build
  --models  a mirror to measure; otherwise SOTTO_MODELS, ./models or .cache/models, whichever has Kokoro's weights first,
            and where none has, a model of its shape with made-up weights
  --only    some parts, whose figures take the place of those in a file of the same name:
            ${SECTION_NAMES.join(', ')}`;

/** Parses the command line; throws a TypeError for what it does not know. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      webgpu: { type: 'boolean', default: false },
      gpu: { type: 'boolean', default: false },
      firefox: { type: 'boolean', default: false },
      out: { type: 'string' },
      dist: { type: 'string' },
      models: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const withWebGpu = values.webgpu || values.gpu;
  if (withWebGpu && values.quick) throw new TypeError('--quick measures no WebGPU; leave one of them out.');
  return {
    isQuick: values.quick,
    withWebGpu,
    usesRealGpu: values.gpu,
    isFirefox: values.firefox,
    out: values.out ?? null,
    dist: values.dist ?? null,
    models: values.models ?? null,
    only: values.only === undefined ? null : parseNames(values.only.split(','), SECTION_NAMES, 'part'),
  };
}

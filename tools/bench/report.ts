import type { HeardSpeech } from '../../src/benchmark/heard-speech.ts';
import type { LoadTimes } from './pages/app.ts';

/** The figures that are watched; under 1 is faster for the first two, over 1 for the third. */
export interface Ratios {
  readonly ttfaVsStockGenerate: number;
  readonly ttfaVsStockStream: number;
  readonly throughputVsStock: number;
}

/** One text, spoken by both sides right after each other. */
export interface Pair {
  readonly app: HeardSpeech;
  readonly stockGenerate: HeardSpeech;
  /** As far as its first piece. */
  readonly stockStream: Pick<HeardSpeech, 'firstSoundMs'>;
}

/** What the way from `fetch` to the pipeline and back costs, measured with the built-in voice. */
export interface Shim {
  readonly overheadMs: number;
  readonly throughputRatio: number;
  /** What the two are the medians of. */
  readonly overheadsMs: readonly number[];
  readonly ratios: readonly number[];
}

export interface Memory {
  readonly residentBytes: number;
  readonly peakBytes: number;
}

/** How a page came to be ready. */
export interface Visit {
  /** From the navigation until the API answered. */
  readonly readyMs: number;
  readonly load: LoadTimes;
  /** The first answer after loading. */
  readonly firstAnswer: HeardSpeech;
  readonly memory: Memory | null;
}

/** One text as one side speaks it. */
export interface SpokenText {
  readonly side: 'sotto' | 'kokoro-js generate' | 'kokoro-js stream';
  readonly device: string;
  readonly dtype: string;
  readonly threads: number;
  readonly text: string;
  readonly rounds: readonly HeardSpeech[];
}

/** onnxruntime-web without anything of the app around it. */
export interface RuntimeRow {
  readonly device: string;
  readonly dtype: string;
  readonly threads: number;
  readonly startMs: number;
  /** The first run, of a few tokens. */
  readonly warmUpMs: number;
  readonly runs: readonly {
    readonly tokens: number;
    readonly totalMs: number;
    readonly audioSeconds: number;
  }[];
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly platform: string;
  readonly node: string;
  readonly browser: string;
  /** Average number of processes that wanted to run in the minute before; well over 0 at the start spoils the figures. */
  readonly loadAtStart: number;
  readonly loadAtEnd: number;
}

export interface BenchReport {
  readonly version: 1;
  readonly date: string;
  readonly quick: boolean;
  readonly durationSeconds: number;
  readonly machine: Machine;
  readonly model: { readonly name: string; readonly dtypes: readonly string[] };
  readonly ratios: Ratios;
  /** Seconds of sound of the app for each second of kokoro-js, of the same text. */
  readonly audioRatio: number;
  readonly shim: Shim;
  readonly pairs: readonly Pair[];
  readonly firstVisit: Visit;
  /** With the model stored; null where it was not measured. */
  readonly returnVisit: Visit | null;
  readonly stock: {
    readonly loadMs: number;
    readonly firstAnswer: HeardSpeech;
    readonly memory: Memory | null;
  };
  /** After the pairs. */
  readonly appMemory: Memory | null;
  readonly texts: readonly SpokenText[];
  readonly runtime: readonly RuntimeRow[];
}

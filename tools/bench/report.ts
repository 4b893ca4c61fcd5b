import type { HeardSpeech } from '../../src/benchmark/heard-speech.ts';
import type { GeneratorReport } from '../../src/contract/engine-status.ts';
import type { HearingMemory, HearingPair } from './hearing-report.ts';
import type { LoadTimes } from './pages/app.ts';

/** The figures that are watched, each the median of pairs; null where it was not measured, or every pair failed. */
export interface Ratios {
  /** Time to the first sound of the paragraph over that of kokoro-js; under 1 is faster. */
  readonly ttfaVsStockGenerate: number | null;
  readonly ttfaVsStockStream: number | null;
  /** Seconds of sound made in a second, over those of kokoro-js with its defaults; over 1 is faster. */
  readonly throughputVsStock: number | null;
  /** Time of ONNX Runtime alone over that with the kernels, from the same tokens to samples; over 1 is faster. */
  readonly kernelsSpeedup1Thread: number | null;
  readonly kernelsSpeedup2Threads: number | null;
  /** The greatest relative root mean square of the kernels' difference from ONNX Runtime on the same input. */
  readonly kernelsRelativeRms: number | null;
  /** The most memory that the app's page had on its first load and answer, over that of kokoro-js; under 1 is less. */
  readonly firstLoadMemoryVsStock: number | null;
  /** Time to start on a later visit, over that of kokoro-js; under 1 is faster. */
  readonly returnStartVsStock: number | null;
  /** Time of transformers.js to write a recording of more than a window down over the app's; over 1 is faster. */
  readonly hearingVsStock: number | null;
  /** Time to read a text into words over the kernels' time to speak it, with as many threads as are fastest. */
  readonly readingShare: number | null;
}

/** Something that should have been measured and was not. */
export interface Failure {
  readonly section: SectionName;
  /** What it was, e.g. "pair 2 of the paragraph". */
  readonly what: string;
  readonly message: string;
}

/** A part of the benchmark that can be measured by itself. */
export const SECTION_NAMES = [
  'kernels',
  'visits',
  'shim',
  'pairs',
  'playback',
  'texts',
  'accuracy',
  'memory',
  'stages',
  'hearing',
] as const;

export type SectionName = (typeof SECTION_NAMES)[number];

/** When a part was measured, and beside what. */
export interface Section {
  readonly name: SectionName;
  readonly date: string;
  readonly durationSeconds: number;
  /** Cores that other programs kept busy meanwhile, on average; null where the operating system does not tell. */
  readonly othersBusyCores: number | null;
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
  /** What computes the generator; null where it was not reported. */
  readonly generator: GeneratorReport | null;
  /** The first answer after loading. */
  readonly firstAnswer: HeardSpeech;
  /** What the server sent before the first sound, compressed and with heads, the model's files left out. */
  readonly fetchedBytes: number;
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

/** One synthesis from tokens to samples. */
export interface TokenRun {
  readonly totalMs: number;
  readonly audioSeconds: number;
}

/** The same tokens with ONNX Runtime alone and with the kernels, right after each other. */
export interface KernelPair {
  readonly dtype: string;
  readonly threads: number;
  readonly tokens: number;
  readonly stock: TokenRun;
  readonly kernels: TokenRun;
}

/** What the kernels computed beside what ONNX Runtime computed from the same features, source and style. */
export interface KernelCheck {
  readonly dtype: string;
  readonly threads: number;
  readonly tokens: number;
  /** Relative root mean square. */
  readonly difference: number;
}

/** How long a session took to start, the download not counted. */
export interface SessionStart {
  readonly dtype: string;
  readonly threads: number;
  readonly stockMs: number;
  /** As on first use, with what they are compared with. */
  readonly kernelsMs: number;
}

export interface KernelFigures {
  readonly pairs: readonly KernelPair[];
  readonly checks: readonly KernelCheck[];
  readonly starts: readonly SessionStart[];
}

/** How long a text takes that is read into words, the rounds' median. */
export interface ReadingFigures {
  readonly ms: number;
  /** What is spoken of it; about as many tokens as letters. */
  readonly letters: number;
}

/** Memory of a fresh page that starts one session and makes sound of some tokens. */
export interface MemoryRow {
  readonly what: string;
  readonly tokens: number;
  readonly memory: Memory;
}

/** How long one stage of a synthesis takes. */
export interface StageTime {
  readonly stage: string;
  readonly ms: number;
}

/** Where the time of one synthesis goes, and how fast the kernels compute. */
export interface StageFigures {
  readonly threads: number;
  readonly tokens: number;
  readonly audioSeconds: number;
  readonly stages: readonly StageTime[];
  /** What ONNX Runtime needs for the part in front of the curves, for comparison; earlier reports lack it. */
  readonly ortFrontMs?: number;
  /** The kernels by kind of step. */
  readonly kernels: readonly StageTime[];
  /** Arithmetic of the generator's convolutions, were they computed directly, in a second of the kernels' time. */
  readonly directGflops: number;
  /** The multiplications and additions that are really done in products, in a second of the kernels' time. */
  readonly productGflops: number;
  /** What a loop of nothing but fused multiply-adds reaches on as many threads. */
  readonly peakGflops: number;
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
}

/** How kokoro-js came to be ready. */
export interface StockLoad {
  readonly loadMs: number;
  readonly firstAnswer: HeardSpeech;
  readonly memory: Memory | null;
}

/** What the parts of the benchmark measure; what was not measured is null or empty. */
export interface Measured {
  readonly kernels: KernelFigures | null;
  readonly reading: ReadingFigures | null;
  readonly firstVisit: Visit | null;
  /** With the model stored. */
  readonly returnVisit: Visit | null;
  /** How long kokoro-js takes to start with the model in the browser's cache; in milliseconds. */
  readonly stockReturnMs: number | null;
  readonly shim: Shim | null;
  readonly pairs: readonly Pair[];
  readonly stock: StockLoad | null;
  /** Of the app after the pairs. */
  readonly appMemory: Memory | null;
  /** Three paragraphs in one request, spoken by the app, round by round. */
  readonly playback: readonly HeardSpeech[];
  readonly texts: readonly SpokenText[];
  readonly accuracy: readonly KernelCheck[];
  readonly memory: readonly MemoryRow[];
  readonly stages: readonly StageFigures[];
  /** Empty where the mirror has no Whisper, too. */
  readonly hearing: readonly HearingPair[];
  /** Null where the mirror has no Whisper, too. */
  readonly hearingMemory: HearingMemory | null;
}

/** What was measured. */
export interface ReportedModel {
  readonly name: string;
  /** Whether it is Kokoro itself. Otherwise its weights are made up, and its sound means nothing. */
  readonly isOfficial: boolean;
  readonly dtypes: readonly string[];
  /** The weights that the ratios are about. */
  readonly mainDtype: string;
}

export interface BenchReport extends Measured {
  readonly version: 2;
  readonly date: string;
  readonly quick: boolean;
  readonly machine: Machine;
  readonly model: ReportedModel;
  readonly ratios: Ratios;
  /** Seconds of sound of the app for each second of kokoro-js, of the same text. */
  readonly audioRatio: number | null;
  readonly sections: readonly Section[];
  readonly failures: readonly Failure[];
}

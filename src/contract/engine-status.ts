import type { SpeechErrorCode } from './errors.ts';

/** What a model computes on: the processor by WebAssembly, or the GPU by WebGPU. */
export type Device = 'wasm' | 'webgpu';
/**
 * How a model's weights are stored: as floats of 32 or 16 bits, or quantised to 8 or 4 bits (`…f16`: with 16-bit
 * floats).
 */
export type Dtype = 'fp32' | 'fp16' | 'q8' | 'q4' | 'q4f16' | 'q8f16';

/** What the user asks the engine to be. */
export interface EngineConfig {
  /** Canonical model id. */
  readonly model: string;
  readonly device: 'auto' | Device;
  readonly dtype: 'auto' | Dtype;
  /** 0 takes as many threads as isolation and cores allow. */
  readonly threads: number;
}

/** What the engine is right now; the body of `GET /v1/engine`. */
export interface EngineStatus {
  readonly state: 'idle' | 'downloading' | 'loading' | 'ready' | 'failed';
  readonly model: string;
  readonly engine: EngineId;
  /** Whether every file of `model` lies verified in the browser's store; absent while that is not known. */
  readonly stored?: boolean;
  /** What there is to fetch of `model`; absent while that is not known. */
  readonly weights?: WeightsOffer;
  readonly device: Device | null;
  readonly dtype: Dtype | null;
  readonly threads: number;
  readonly loadedBytes: number;
  readonly totalBytes: number;
  /** How many steps of a start are done: a sign of life while there are no bytes to count. */
  readonly loadSteps?: number;
  /** Segments synthesised since the app was opened, by any engine. */
  readonly runs: number;
  /** In words, where `state` is `failed`. */
  readonly error: string | null;
  /** What the page knows a failure by; absent before the first, null where it has no name. */
  readonly errorCode?: SpeechErrorCode | null;
  /** What was found out about the devices of this browser; absent until something was. */
  readonly checks?: readonly DeviceCheck[];
  /** What computes the generator, the greater part of all work; null while no model is loaded. */
  readonly generator?: GeneratorReport | null;
  /** Ids of models that were unloaded because memory ran out; absent while it was enough. Then one is loaded at a time. */
  readonly unloadedForMemory?: readonly string[];
  /** The data of languages that were asked for since the app was opened; absent before the first. */
  readonly packs?: readonly PackProgress[];
}

/** How far the data that a language is spoken with have come. */
export interface PackProgress {
  readonly name: string;
  readonly state: 'downloading' | 'ready' | 'failed';
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

/** The weights that a model comes in here, from the mirror or the hub. */
export interface WeightsOffer {
  /** Those that the next load takes; null where the model lacks what the configuration asks for. */
  readonly next: Dtype | null;
  /** Whether those are the official ones, and not made up or changed; null where `next` is. */
  readonly isOfficial: boolean | null;
  /** Bytes of a whole download, of each that there is. */
  readonly bytes: Readonly<Partial<Record<Dtype, number>>>;
  /** How much of those of the next load is on the device, whole or not; absent where nothing is. */
  readonly heldBytes?: number;
}

/** What computes the generator. */
export interface GeneratorReport {
  /** The kernels; the GPU, with all before it on the processor; or ONNX Runtime with the whole model on one device. */
  readonly by: 'kernels' | 'webgpu' | 'onnxruntime';
  /** In words, why the model is not taken apart; null where it is. */
  readonly reason: string | null;
  /** How far the kernels were from ONNX Runtime: relative root mean square; null where they were not compared now. */
  readonly difference: number | null;
  /** Which build of the kernels runs; absent where none does. */
  readonly build?: KernelBuild;
}

/** A build of the kernels as it runs in this browser. */
export interface KernelBuild {
  readonly file: string;
  readonly threads: number;
  /** In words, what the browser lacks for a faster one; null where it lacks nothing. */
  readonly limit: string | null;
}

/** Whether a device computes the model right, found out by comparing its sound with that of WASM. */
export interface DeviceCheck {
  readonly device: Device;
  /** The device in its own words, e.g. `nvidia hopper`. */
  readonly name: string;
  /** `unfinished` says that it is right as far as it was checked, and too slow to be worth more. */
  readonly state: 'checking' | 'trusted' | 'unfinished' | 'refused';
  readonly trusted: boolean;
  /** One sentence for the user, where it is not trusted. */
  readonly reason: string | null;
  /** The farthest that its sound was from WASM's; null where it gave none. */
  readonly figures: CheckFigures | null;
  /** How long it took for one phoneme, and how long WASM did; null where that was not measured. */
  readonly secondsPerToken: number | null;
  readonly wasmSecondsPerToken: number | null;
}

/** How far a rendering is from a right one of the same text. Nothing is 0 in each. */
export interface CheckFigures {
  /** The share of tokens that last another number of frames, or by which the length differs. */
  readonly durations: number;
  /** Difference of the level, in decibels. */
  readonly level: number;
  /** Mean difference of the energies of 8 bands in 50 ms windows, in decibels. */
  readonly bands: number;
  /** The same over the worst half second. */
  readonly worstBands: number;
  /** By how much more of the sound (of its amplitude) lies above 6 kHz, in the worst half second. */
  readonly treble: number;
  /** The share of voiced windows whose pitch is another. */
  readonly pitch: number;
  /** Amplitude of the difference over that of the reference, in the worst half second; 1.4 where nothing is alike. */
  readonly difference: number;
}

/** Governs the model engine. */
export interface EngineControl {
  status(): Promise<EngineStatus>;
  /** Takes effect on the next load; a change of what is loaded unloads it. */
  configure(patch: Partial<EngineConfig>): Promise<EngineStatus>;
  /** Resolves when the engine is ready. */
  load(signal: AbortSignal): Promise<EngineStatus>;
  /** Frees the model's memory; its files stay stored. */
  unload(): Promise<EngineStatus>;
}

/** One model that can be asked for. */
export interface ModelSummary {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Unix seconds. */
  readonly created: number;
  readonly ownedBy: string;
}

/** Describes how far a load has come, as a text that changes whenever it moves on. */
export function toLoadMark({ state, loadedBytes, loadSteps = 0 }: EngineStatus): string {
  return [state, loadedBytes, loadSteps].join(' ');
}

/** Which engine made a sound. */
export type EngineId = 'kokoro' | 'espeak-ng';

/** The model id of the built-in voice, which needs no download. */
export const BUILT_IN = 'espeak-ng' satisfies EngineId;

/** Whether a model speaks text as it is written, and takes no phonemes: the built-in voice alone does. */
export function takesText(model: string): boolean {
  return model === BUILT_IN;
}

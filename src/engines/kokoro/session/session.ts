import type { Device, GeneratorReport } from '../../../contract/engine-status.ts';

/** One run's input. */
export interface SessionInput {
  /** Padding included: 2 to 512 ids. */
  readonly tokenIds: readonly number[];
  /** float32[256] */
  readonly style: Float32Array<ArrayBuffer>;
  readonly speed: number;
  /** What to speak with in the place of the model's own curves; only a model that is taken apart heeds it. */
  readonly curves?: SpeechCurves;
}

/** Pitch and energy, two values for each frame. */
export interface SpeechCurves {
  /** In hertz. */
  readonly f0: Float32Array<ArrayBuffer>;
  /** Null where the part that needs it was not found in the model. */
  readonly energy: Float32Array<ArrayBuffer> | null;
}

/** One run's output; all arrays own their buffers. */
export interface SessionOutput {
  /** Mono, 24 kHz. */
  readonly samples: Float32Array<ArrayBuffer>;
  /** Frames per token, whole numbers of at least 1; null where the model has no such output. */
  readonly durations: Int32Array<ArrayBuffer> | null;
  /** The model's own curves, where it is taken apart. */
  readonly curves?: SpeechCurves;
}

/** A model that is ready to run. One run at a time. */
export interface KokoroSession {
  readonly device: Device;
  readonly threads: number;
  /** What computes the generator; null where the whole model was asked for. */
  readonly generator: GeneratorReport | null;
  /**
   * Whether the model is taken apart. Then all of it is computed in fp32, whatever its file holds, and the same input has
   * the same harmonic source on every device, noise included.
   */
  readonly isSplit: boolean;
  /** Rejects with the reason of `signal` where it fires and the run can be stopped; else the run ends first. */
  run(input: SessionInput, signal?: AbortSignal): Promise<SessionOutput>;
  /**
   * Tells which input comes next, so that a session that can begins with it beside the run in progress. Nothing is lost
   * where another comes.
   */
  prepare?(input: SessionInput): void;
  /** Frees the model. */
  release(): Promise<void>;
}

/** A model, and how it is to be run: whole, or taken apart as `split` says. */
export interface SessionOptions {
  /** A serialized ONNX model of Kokoro's signature. */
  readonly model: Blob;
  /** The handle of the same file, where there is one: what is taken apart is read through it several times as fast. */
  readonly handle?: FileSystemFileHandle;
  readonly device: Device;
  readonly threads: number;
  /** Where ONNX Runtime's own files lie, absolute, with a slash at the end. */
  readonly ortUrl: string;
  /** Without it the whole model runs in ONNX Runtime. */
  readonly split?: SplitUse;
  /** Called after each step of the start that is done, as a sign of life. */
  readonly onStep?: () => void;
}

/**
 * How to run a model that is taken apart: its harmonic source is computed here, the tail, decoder and generator, by ONNX
 * Runtime on the session's device or by the kernels, and the front by ONNX Runtime on the processor, unless the kernels
 * have the tail and know the front too.
 */
export type SplitUse = { readonly tail: 'onnxruntime' } | KernelUse;

/** Runs the tail, and the front where they know it, by this project's own kernels. */
export interface KernelUse {
  readonly tail: 'kernels';
  /** Where their builds lie, absolute, with a slash at the end. */
  readonly kernelsUrl: string;
  /**
   * Whether the harmonic source was compared with the graph's own before. ONNX Runtime is not loaded then, where the
   * kernels have the front.
   */
  readonly sourceIsKnown?: boolean;
}

/** Starts a model; rejects when it cannot be started here, or when `signal` fires. */
export type CreateSession = (options: SessionOptions, signal: AbortSignal) => Promise<KokoroSession>;

/** Whatever ran the session is gone: a crashed worker, a lost GPU. Another session may do the run. */
export class SessionLostError extends Error {
  override readonly name = 'SessionLostError';
}

import type { Device, GeneratorReport } from '../../speech/engine-status.ts';

/** One run's input. */
export interface SessionInput {
  /** Padding included: 2 to 512 ids. */
  readonly tokenIds: readonly number[];
  /** float32[256] */
  readonly style: Float32Array<ArrayBuffer>;
  readonly speed: number;
}

/** One run's output; both arrays own their buffers. */
export interface SessionOutput {
  /** Mono, 24 kHz. */
  readonly samples: Float32Array<ArrayBuffer>;
  /** Frames per token, whole numbers of at least 1; null where the model has no such output. */
  readonly durations: Int32Array<ArrayBuffer> | null;
  /** What computed most of it, where there was a choice. */
  readonly generator?: GeneratorReport;
}

/** A model that is ready to run. One run at a time. */
export interface KokoroSession {
  readonly device: Device;
  readonly threads: number;
  /** Rejects with the reason of `signal` where it fires and the run can be stopped; else the run ends first. */
  run(input: SessionInput, signal?: AbortSignal): Promise<SessionOutput>;
  /** Frees the model. */
  release(): Promise<void>;
}

export interface SessionOptions {
  /** A serialized ONNX model of Kokoro's signature. The session may take the buffer away. */
  readonly model: Uint8Array<ArrayBuffer>;
  readonly device: Device;
  readonly threads: number;
  /** Where ONNX Runtime's own files lie, absolute, with a slash at the end. */
  readonly ortUrl: string;
  /** Without them the whole model runs in ONNX Runtime. */
  readonly kernels?: KernelUse;
}

/** How the kernels are to be used. */
export interface KernelUse {
  /** Where their builds lie, absolute, with a slash at the end. */
  readonly url: string;
  /** Whether they were compared with ONNX Runtime before, with these weights in this browser, and were right. */
  readonly isTrusted: boolean;
}

/** Starts a model; rejects when it cannot be started here, or when `signal` fires. */
export type CreateSession = (options: SessionOptions, signal: AbortSignal) => Promise<KokoroSession>;

/** Whatever ran the session is gone: a crashed worker, a lost GPU. Another session may do the run. */
export class SessionLostError extends Error {
  override readonly name = 'SessionLostError';
}

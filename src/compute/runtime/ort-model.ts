import type * as OrtModule from 'onnxruntime-web';
import type { InferenceSession, OnnxValue, Tensor } from 'onnxruntime-web';
import { createAbortError } from '../../std/abort.ts';
import { SerialQueue } from '../../std/serial-queue.ts';
import type { Device } from '../../contract/engine-status.ts';

/** The pinned release of onnxruntime-web: what was found out about a device holds for it alone. */
export const ORT_VERSION = '1.31.0-dev.20260914-8d85527a0';

/** The module of ONNX Runtime, which is imported when it is first needed. */
export type Ort = typeof OrtModule;

/** A model in ONNX Runtime. One run at a time. */
export interface OrtModel {
  /** Gives all outputs, which must be float32; disposes of what it is fed with. */
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Float32Array<ArrayBuffer>>>>;
  release(): Promise<void>;
}

/** Which build of ONNX Runtime is wanted. */
export interface RuntimeOptions {
  readonly device: Device;
  readonly threads: number;
  /** Where ONNX Runtime's own files lie, absolute, with a slash at the end. */
  readonly ortUrl: string;
}

/**
 * Imports the build for the device: the plain one has no GPU code, is half the size, and works in every browser. The
 * build, the device and the thread count stay what the first session of a thread made them.
 */
export async function loadOrt(options: RuntimeOptions): Promise<Ort> {
  const ort: Ort =
    options.device === 'webgpu'
      ? await import('onnxruntime-web/webgpu')
      : await import('onnxruntime-web/wasm');
  ort.env.wasm.wasmPaths = options.ortUrl;
  ort.env.wasm.numThreads = options.threads;
  return ort;
}

/** A serialized model, and the files with its weights where they are not in it. */
export interface OrtModelOptions {
  readonly model: Uint8Array;
  readonly device: Device;
  readonly weights?: readonly { readonly path: string; readonly data: Uint8Array }[];
  /** Sizes of dimensions that the model leaves open, by name: what depends on them alone is computed once, here. */
  readonly fixedDimensions?: Readonly<Record<string, number>>;
}

/** Starts a serialized model; rejects when it cannot be started here, or when `signal` fires. */
export async function createOrtModel(
  ort: Ort,
  options: OrtModelOptions,
  signal: AbortSignal,
): Promise<OrtModel> {
  const session = await openSession(ort, options, signal);
  // ONNX Runtime frees a session under a run that is in progress, which then computes for ever in what others have.
  const queue = new SerialQueue();
  return {
    run: (feeds) => queue.run(() => run(session, feeds)),
    release: () => queue.run(() => session.release()),
  };
}

/** Starts a serialized model whose tensors the caller keeps itself; rejects as `createOrtModel` does. */
export async function openSession(
  ort: Ort,
  { model, device, weights, fixedDimensions }: OrtModelOptions,
  signal: AbortSignal,
): Promise<InferenceSession> {
  const session = await ort.InferenceSession.create(model, {
    executionProviders: [device],
    graphOptimizationLevel: 'all',
    ...(weights === undefined ? {} : { externalData: [...weights] }),
    ...(fixedDimensions === undefined ? {} : { freeDimensionOverrides: fixedDimensions }),
    // ONNX Runtime warns about each node that it leaves on the CPU.
    logSeverityLevel: 3,
  });
  if (signal.aborted) {
    await session.release();
    throw createAbortError();
  }
  return session;
}

async function run(
  session: InferenceSession,
  feeds: Readonly<Record<string, Tensor>>,
): ReturnType<OrtModel['run']> {
  let results: InferenceSession.OnnxValueMapType | undefined;
  try {
    results = await session.run(feeds);
    return Object.fromEntries(Object.entries(results).map(([name, value]) => [name, toFloats(value, name)]));
  } finally {
    for (const value of [...Object.values(feeds), ...Object.values(results ?? {})]) value.dispose();
  }
}

function toFloats(value: OnnxValue, name: string): Float32Array<ArrayBuffer> {
  if (!(value.data instanceof Float32Array)) throw new TypeError(`The model's output ${name} is no float32.`);
  // The tensor is disposed of, and the samples travel on to another thread.
  return new Float32Array(value.data);
}

import type * as OrtModule from 'onnxruntime-web';
import type { InferenceSession, OnnxValue, Tensor } from 'onnxruntime-web';
import { createAbortError } from '../../std/abort.ts';
import type { KokoroSession, SessionInput, SessionOptions, SessionOutput } from './session.ts';
import { STYLE_LENGTH } from './voice-pack.ts';

type Ort = typeof OrtModule;

/**
 * Starts a model with ONNX Runtime in this thread. The runtime's build, device and thread count stay what the
 * first session of a thread made them, so each backend gets a thread of its own.
 */
export async function createOrtSession(options: SessionOptions, signal: AbortSignal): Promise<KokoroSession> {
  signal.throwIfAborted();
  const ort = await loadOrt(options);
  const session = await ort.InferenceSession.create(options.model, {
    executionProviders: [options.device],
    graphOptimizationLevel: 'all',
    // ONNX Runtime warns about each node that it leaves on the CPU.
    logSeverityLevel: 3,
  });
  if (signal.aborted) {
    await session.release();
    throw createAbortError();
  }
  return {
    device: options.device,
    threads: options.threads,
    run: (input) => run(ort, session, input),
    release: () => session.release(),
  };
}

/** Imports the build for the device: the plain one has no GPU code, is half the size, and works in every browser. */
async function loadOrt({ device, threads, ortUrl }: SessionOptions): Promise<Ort> {
  const ort: Ort =
    device === 'webgpu' ? await import('onnxruntime-web/webgpu') : await import('onnxruntime-web/wasm');
  ort.env.wasm.wasmPaths = ortUrl;
  ort.env.wasm.numThreads = threads;
  return ort;
}

async function run(ort: Ort, session: InferenceSession, input: SessionInput): Promise<SessionOutput> {
  const feeds = toFeeds(ort, input);
  let results: InferenceSession.OnnxValueMapType | undefined;
  try {
    results = await session.run(feeds);
    const durations = results['durations'];
    return {
      samples: toFloats(results['waveform'], 'waveform'),
      durations: durations === undefined ? null : toFrameCounts(toFloats(durations, 'durations')),
    };
  } finally {
    for (const tensor of [...Object.values(feeds), ...Object.values(results ?? {})]) dispose(tensor);
  }
}

function toFeeds(ort: Ort, { tokenIds, style, speed }: SessionInput): Record<string, Tensor> {
  const ids = BigInt64Array.from(tokenIds, BigInt);
  return {
    input_ids: new ort.Tensor('int64', ids, [1, ids.length]),
    style: new ort.Tensor('float32', style, [1, STYLE_LENGTH]),
    speed: new ort.Tensor('float32', new Float32Array([speed]), [1]),
  };
}

function toFloats(value: OnnxValue | undefined, name: string): Float32Array<ArrayBuffer> {
  if (!(value?.data instanceof Float32Array))
    throw new TypeError(`The model's output ${name} is no float32.`);
  // The tensor is disposed of, and the samples travel on to another thread.
  return new Float32Array(value.data);
}

function dispose(value: OnnxValue): void {
  value.dispose();
}

/** Rounds as the graph itself does after this output: half to even, at least 1. */
export function toFrameCounts(durations: Float32Array): Int32Array<ArrayBuffer> {
  return Int32Array.from(durations, (duration) => {
    const floor = Math.floor(duration);
    const isHalf = duration - floor === 0.5;
    const rounded = isHalf ? floor + (floor % 2) : Math.round(duration);
    return Math.max(1, rounded);
  });
}

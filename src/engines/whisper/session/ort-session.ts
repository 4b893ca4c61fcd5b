import { fromMemory } from '../../../compute/file-bytes.ts';
import { referToWeights } from '../../../compute/onnx/refer-to-weights.ts';
import { loadOrt, openSession, type Ort } from '../../../compute/runtime/ort-model.ts';
import type { HeardWindow, HearingJob } from '../../../contract/hearing.ts';
import { freeBytes, readBlob } from '../../../std/memory.ts';
import { LogMel } from '../mel/log-mel.ts';
import { WhisperNetwork } from '../network/network.ts';
import { Vocabulary, type VocabularyFiles } from '../text/vocabulary.ts';
import { recogniseWindow } from './recognise-window.ts';

/** A recogniser that is in memory. One run at a time. */
export interface WhisperSession {
  /** Rejects with the reason of `signal` between two steps. */
  recognise(job: HearingJob, signal: AbortSignal): Promise<HeardWindow>;
  /** Frees the model. */
  release(): Promise<void>;
}

/** What a session is started from. */
export interface WhisperOptions {
  readonly encoder: Blob;
  readonly decoder: Blob;
  readonly files: VocabularyFiles;
  /** The text of `config.json`. */
  readonly config: string;
  readonly threads: number;
  /** Where ONNX Runtime's own files lie, absolute, with a slash at the end. */
  readonly ortUrl: string;
}

/** Starts a recogniser; rejects when it cannot be started here, or when `signal` fires. */
export type CreateWhisperSession = (options: WhisperOptions, signal: AbortSignal) => Promise<WhisperSession>;

/** What of `config.json` is used. */
interface WhisperConfig {
  readonly num_mel_bins: number;
  readonly d_model: number;
  readonly decoder_attention_heads: number;
}

/** What the model calls the file with its weights. */
const WEIGHTS = 'weights';

/** Starts Whisper with ONNX Runtime in this thread, on the processor. */
export async function createOrtWhisper(
  options: WhisperOptions,
  signal: AbortSignal,
): Promise<WhisperSession> {
  signal.throwIfAborted();
  const {
    num_mel_bins: melCount,
    d_model: width,
    decoder_attention_heads: headCount,
  } = JSON.parse(options.config) as WhisperConfig;
  const ort = await loadOrt({ device: 'wasm', threads: options.threads, ortUrl: options.ortUrl });
  const encoder = await open(ort, options.encoder, signal);
  const decoder = await open(ort, options.decoder, signal);
  const parts = {
    network: new WhisperNetwork(ort, { encoder, decoder }, { count: headCount, width: width / headCount }),
    vocabulary: new Vocabulary(options.files),
    mel: new LogMel(melCount),
    melCount,
  };
  return {
    recognise: (job, jobSignal) => recogniseWindow(parts, job, jobSignal),
    release: () => parts.network.release(),
  };
}

/** The model is handed over without its weights, which ONNX Runtime copies once each: whole, it would have them three times. */
async function open(ort: Ort, file: Blob, signal: AbortSignal): ReturnType<typeof openSession> {
  const data = await readBlob(file, signal);
  try {
    const model = referToWeights(fromMemory(data), WEIGHTS);
    return await openSession(ort, { model, weights: [{ path: WEIGHTS, data }], device: 'wasm' }, signal);
  } finally {
    freeBytes(data);
  }
}

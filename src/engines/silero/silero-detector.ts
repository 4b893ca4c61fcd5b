import type { InferenceSession } from 'onnxruntime-web';
import {
  HEARING_RATE,
  VOICE_FRAME_SAMPLES,
  type VoiceActivity,
  type VoiceMemory,
} from '../../contract/hearing.ts';
import { loadOrt, openSession, type Ort } from '../../compute/runtime/ort-model.ts';

const CONTEXT_SAMPLES = 64;
const STATE_DIMS = [2, 1, 128] as const;
const STATE_SIZE = 256;

/** The network, and how ONNX Runtime runs it. */
export interface SileroOptions {
  /** The serialized network, for 16 kHz alone. */
  readonly model: Uint8Array;
  readonly threads: number;
  /** Where ONNX Runtime's own files lie, absolute, with a slash at the end. */
  readonly ortUrl: string;
}

/** Silero's voice detector in ONNX Runtime. Source: https://github.com/snakers4/silero-vad */
export class SileroDetector {
  readonly #ort: Ort;
  readonly #session: InferenceSession;

  private constructor(ort: Ort, session: InferenceSession) {
    this.#ort = ort;
    this.#session = session;
  }

  /** Starts the network; rejects where it cannot be started here, or when `signal` fires. */
  static async open({ model, threads, ortUrl }: SileroOptions, signal: AbortSignal): Promise<SileroDetector> {
    const ort = await loadOrt({ device: 'wasm', threads, ortUrl });
    // Half of a frame's time would go into what follows from these sizes.
    const fixedDimensions = { batch: 1, sequence: CONTEXT_SAMPLES + VOICE_FRAME_SAMPLES };
    const session = await openSession(ort, { model, device: 'wasm', fixedDimensions }, signal);
    return new SileroDetector(ort, session);
  }

  /** Returns how likely each frame of `samples` holds a voice; their count is a multiple of a frame's. */
  async detect(samples: Float32Array, memory: VoiceMemory | null): Promise<VoiceActivity> {
    let state = memory?.state ?? new Float32Array(STATE_SIZE);
    let context: Float32Array = memory?.context ?? new Float32Array(CONTEXT_SAMPLES);
    const probabilities = new Float32Array(samples.length / VOICE_FRAME_SAMPLES);
    for (let index = 0; index < probabilities.length; index += 1) {
      const frame = samples.subarray(index * VOICE_FRAME_SAMPLES, (index + 1) * VOICE_FRAME_SAMPLES);
      const input = new Float32Array(CONTEXT_SAMPLES + VOICE_FRAME_SAMPLES);
      input.set(context);
      input.set(frame, CONTEXT_SAMPLES);
      const { output, stateN } = await this.#run(input, state);
      probabilities[index] = output[0] ?? 0;
      state = stateN;
      context = frame.subarray(VOICE_FRAME_SAMPLES - CONTEXT_SAMPLES);
    }
    return { probabilities, memory: { state, context: Float32Array.from(context) } };
  }

  async #run(
    input: Float32Array,
    state: Float32Array,
  ): Promise<{ readonly output: Float32Array; readonly stateN: Float32Array<ArrayBuffer> }> {
    const { Tensor } = this.#ort;
    const outputs = await this.#session.run({
      input: new Tensor('float32', input, [1, input.length]),
      state: new Tensor('float32', state, STATE_DIMS),
      sr: new Tensor('int64', BigInt64Array.of(BigInt(HEARING_RATE)), []),
    });
    const [output, stateN] = [outputs['output']?.data, outputs['stateN']?.data];
    if (!(output instanceof Float32Array) || !(stateN instanceof Float32Array))
      throw new TypeError('The voice detector lacks an output.');
    return { output, stateN: Float32Array.from(stateN) };
  }
}

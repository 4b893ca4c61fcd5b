import { LOCAL_SPEAKER_COUNT, type LocalVoice, type SpeakerWindow } from '../../contract/speakers.ts';
import { createOrtModel, loadOrt, type Ort, type OrtModel } from '../../compute/runtime/ort-model.ts';
import { readBlob } from '../../std/memory.ts';
import { nextTurn } from '../../std/next-turn.ts';
import { centre, chooseFrames } from './choose-frames.ts';
import { BAND_COUNT, toFbank } from './fbank/to-fbank.ts';

/** What a session is started from. */
export interface SpeakerOptions {
  readonly segmentation: Blob;
  readonly embedding: Blob;
  readonly threads: number;
  /** Where ONNX Runtime's own files lie, absolute, with a slash at the end. */
  readonly ortUrl: string;
}

const HOP_SECONDS = 0.01;
/** A voice of less says nothing. */
const MIN_FRAMES = 25;

/**
 * Tells speakers apart with pyannote's segmentation 3.0 and WeSpeaker's embeddings in ONNX Runtime. One call at a time.
 * Sources: https://github.com/pyannote/pyannote-audio, https://github.com/wenet-e2e/wespeaker
 */
export class SpeakerSession {
  readonly #ort: Ort;
  readonly #segmentation: OrtModel;
  readonly #embedding: OrtModel;

  private constructor(ort: Ort, segmentation: OrtModel, embedding: OrtModel) {
    this.#ort = ort;
    this.#segmentation = segmentation;
    this.#embedding = embedding;
  }

  /** Starts both models on the processor; rejects when they cannot be started here, or when `signal` fires. */
  static async open(options: SpeakerOptions, signal: AbortSignal): Promise<SpeakerSession> {
    const ort = await loadOrt({ device: 'wasm', threads: options.threads, ortUrl: options.ortUrl });
    const open = async (file: Blob): Promise<OrtModel> =>
      createOrtModel(ort, { model: await readBlob(file, signal), device: 'wasm' }, signal);
    return new SpeakerSession(ort, await open(options.segmentation), await open(options.embedding));
  }

  /** Finds out who speaks in 10 s or less. */
  async hear(samples: Float32Array<ArrayBuffer>, signal: AbortSignal): Promise<SpeakerWindow> {
    await pause(signal);
    const input = new this.#ort.Tensor('float32', samples, [1, 1, samples.length]);
    const { logits } = await this.#segmentation.run({ input_values: input });
    if (logits === undefined) throw new TypeError('The segmentation model lacks an output.');
    const frames = toSpeakerBits(logits);
    const features = toFbank(samples);
    const voices: (LocalVoice | null)[] = [];
    for (let speaker = 0; speaker < LOCAL_SPEAKER_COUNT; speaker += 1) {
      const chosen = chooseFrames(features, frames, speaker);
      const frameCount = chosen.length / BAND_COUNT;
      voices.push(
        frameCount < MIN_FRAMES
          ? null
          : { aloneSeconds: frameCount * HOP_SECONDS, embedding: await this.#embed(chosen, signal) },
      );
    }
    return { frames, voices };
  }

  async #embed(features: Float32Array, signal: AbortSignal): Promise<Float32Array<ArrayBuffer>> {
    await pause(signal);
    const dims = [1, features.length / BAND_COUNT, BAND_COUNT];
    const feats = new this.#ort.Tensor('float32', centre(features), dims);
    const { embs } = await this.#embedding.run({ feats });
    if (embs === undefined) throw new TypeError('The embedding model lacks an output.');
    return embs;
  }
}

/** Lets an abort come in. */
async function pause(signal: AbortSignal): Promise<void> {
  await nextTurn();
  signal.throwIfAborted();
}

/** The speakers of each class of the segmentation's output: nobody, one of three, or two of them. */
const CLASS_BITS: readonly number[] = [0b000, 0b001, 0b010, 0b100, 0b011, 0b101, 0b110];

/** Reads the segmentation's output, frames x 7: the likeliest class of each frame, as one bit for each speaker. */
export function toSpeakerBits(logits: Float32Array): Uint8Array<ArrayBuffer> {
  const classCount = CLASS_BITS.length;
  return Uint8Array.from({ length: Math.floor(logits.length / classCount) }, (_, frame) => {
    const scores = logits.subarray(frame * classCount, (frame + 1) * classCount);
    return CLASS_BITS[scores.indexOf(Math.max(...scores))] ?? 0;
  });
}

import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { Ort } from '../../../compute/runtime/ort-model.ts';
import { WINDOW_FRAMES } from '../mel/log-mel.ts';

/** What the decoder has read so far; it is never changed, so several texts can go on from the same place. */
export interface DecoderState {
  /** Logits of the token that comes next. */
  readonly logits: Float32Array;
  readonly cache: Readonly<Record<string, Tensor>>;
  /** Tokens that were read; at most `MAX_POSITIONS`. */
  readonly tokenCount: number;
}

/** Tokens that the decoder has positions for; ONNX Runtime throws at one more. The same in every Whisper. */
export const MAX_POSITIONS = 448;

/** Attention of one layer, heads x tokens x 1500 positions of 20 ms. */
export interface CrossAttention {
  readonly layer: number;
  readonly headCount: number;
  readonly tokenCount: number;
  readonly weights: Float32Array;
}

interface NetworkSessions {
  readonly encoder: InferenceSession;
  readonly decoder: InferenceSession;
}

/** Whisper's encoder and decoder in ONNX Runtime, as Hugging Face's exports name their inputs and outputs. */
export class WhisperNetwork {
  readonly #ort: Ort;
  readonly #sessions: NetworkSessions;
  /** Names of the decoder's cached tensors, without `past_key_values.` and `present.`. */
  readonly #cacheNames: readonly string[];
  readonly #headCount: number;
  readonly #headWidth: number;

  constructor(
    ort: Ort,
    sessions: NetworkSessions,
    heads: { readonly count: number; readonly width: number },
  ) {
    this.#ort = ort;
    this.#sessions = sessions;
    this.#headCount = heads.count;
    this.#headWidth = heads.width;
    const prefix = 'past_key_values.';
    this.#cacheNames = sessions.decoder.inputNames
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length));
  }

  /** Hears a window of `melCount` x 3000 values. */
  async encode(features: Float32Array, melCount: number): Promise<Tensor> {
    const input = new this.#ort.Tensor('float32', features, [1, melCount, WINDOW_FRAMES]);
    const { last_hidden_state: hidden } = await this.#sessions.encoder.run({ input_features: input });
    if (hidden === undefined) throw new TypeError('The encoder gives no last_hidden_state.');
    return hidden;
  }

  /** Reads the first tokens of a text. */
  async begin(hidden: Tensor, tokenIds: readonly number[]): Promise<DecoderState> {
    const empty = Object.fromEntries(
      this.#cacheNames.map((name) => [`past_key_values.${name}`, this.#emptyCache()]),
    );
    const outputs = await this.#sessions.decoder.run(
      { ...this.#toFeeds(hidden, tokenIds, false), ...empty },
      ['logits', ...this.#cacheNames.map((name) => `present.${name}`)],
    );
    return this.#toState(outputs, { cache: {}, tokenCount: tokenIds.length });
  }

  /** Reads one token more. */
  async step(state: DecoderState, tokenId: number): Promise<DecoderState> {
    const past = Object.fromEntries(
      Object.entries(state.cache).map(([name, tensor]) => [`past_key_values.${name}`, tensor]),
    );
    // What the decoder knows of the sound stays as the first run made it, and need not be copied back.
    const changing = this.#cacheNames.filter((name) => name.includes('.decoder.'));
    const outputs = await this.#sessions.decoder.run(
      { ...this.#toFeeds(this.#noSound(), [tokenId], true), ...past },
      ['logits', ...changing.map((name) => `present.${name}`)],
    );
    return this.#toState(outputs, { cache: state.cache, tokenCount: state.tokenCount + 1 });
  }

  /** Reads a whole text at once and returns where each token looks; empty where the export has no such outputs. */
  async attend(
    hidden: Tensor,
    tokenIds: readonly number[],
    layers: readonly number[],
  ): Promise<readonly CrossAttention[]> {
    const names = layers.map((layer) => `cross_attentions.${layer}`);
    if (!names.every((name) => this.#sessions.decoder.outputNames.includes(name))) return [];
    const empty = Object.fromEntries(
      this.#cacheNames.map((name) => [`past_key_values.${name}`, this.#emptyCache()]),
    );
    const outputs = await this.#sessions.decoder.run(
      { ...this.#toFeeds(hidden, tokenIds, false), ...empty },
      names,
    );
    return layers.map((layer, index) => ({
      layer,
      headCount: this.#headCount,
      tokenCount: tokenIds.length,
      weights: toFloats(outputs[names[index] ?? '']),
    }));
  }

  /** Frees both halves of the model. */
  async release(): Promise<void> {
    await this.#sessions.encoder.release();
    await this.#sessions.decoder.release();
  }

  #toFeeds(
    hidden: Tensor,
    tokenIds: readonly number[],
    usesCache: boolean,
  ): Record<'input_ids' | 'encoder_hidden_states' | 'use_cache_branch', Tensor> {
    const { Tensor: OrtTensor } = this.#ort;
    return {
      input_ids: new OrtTensor('int64', BigInt64Array.from(tokenIds, BigInt), [1, tokenIds.length]),
      encoder_hidden_states: hidden,
      use_cache_branch: new OrtTensor('bool', Uint8Array.of(Number(usesCache)), [1]),
    };
  }

  /** Stands for the sound where the cache knows it: the decoder takes one and does not read it. */
  #noSound(): Tensor {
    const width = this.#headCount * this.#headWidth;
    return new this.#ort.Tensor('float32', new Float32Array(width), [1, 1, width]);
  }

  #emptyCache(): Tensor {
    return new this.#ort.Tensor('float32', new Float32Array(), [1, this.#headCount, 0, this.#headWidth]);
  }

  #toState(
    outputs: InferenceSession.OnnxValueMapType,
    { cache: earlier, tokenCount }: Omit<DecoderState, 'logits'>,
  ): DecoderState {
    const fresh = this.#cacheNames.flatMap((name) => {
      const tensor = outputs[`present.${name}`];
      return tensor === undefined ? [] : [[name, tensor] as const];
    });
    const logits = outputs['logits'];
    const vocabularySize = logits?.dims.at(-1) ?? 0;
    return {
      // Only the last token's are used; with a copy, the others can be freed.
      logits: toFloats(logits).slice(-vocabularySize),
      cache: { ...earlier, ...Object.fromEntries(fresh) },
      tokenCount,
    };
  }
}

function toFloats(value: unknown): Float32Array {
  const data: unknown = (value as Tensor | undefined)?.data;
  if (data instanceof Float32Array) return data;
  throw new TypeError('The decoder lacks an output that is float32.');
}

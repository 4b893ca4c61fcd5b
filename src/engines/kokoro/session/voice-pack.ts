import { orAbort } from '../../../std/abort.ts';
import { fetchUnlessSilent } from '../../../std/fetch-unless-silent.ts';
import { SpeechError } from '../../../contract/errors.ts';
import type { VoiceMix } from '../../../contract/request.ts';

/** Numbers in one style row: 128 for the decoder, 128 for prosody. */
export const STYLE_LENGTH = 256;
const ROW_COUNT = 510;
const VOICE_BYTES = ROW_COUNT * STYLE_LENGTH * 4;
const CACHE_LIMIT = 16;

/** Where the voices come from; `fetch` is the browser's own if left out, which gives up a server that falls silent. */
export interface VoicePackOptions {
  /** Absolute, with a slash at the end; the files are `voices/<id>.bin` below it. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
}

/** Kokoro's voices: loaded on demand, the last few kept, mixed by weight. */
export class VoicePack {
  readonly #baseUrl: string;
  readonly #fetch: typeof fetch;
  /** The least recently used comes first. */
  readonly #voices = new Map<string, Promise<Float32Array>>();

  constructor(options: VoicePackOptions) {
    this.#baseUrl = options.baseUrl;
    this.#fetch = options.fetch ?? fetchUnlessSilent;
  }

  /**
   * The style, float32[256], for an utterance of `tokenCount` input ids (padding included): the weighted mean of each
   * voice's row for that many phonemes. Row 0 is for one phoneme, as where the voices were made. Rejects with
   * `invalid_value` for a voice that is not there, `model_corrupt` for a file that is none, `model_unavailable` for one that
   * does not come.
   */
  async style(mix: VoiceMix, tokenCount: number, signal: AbortSignal): Promise<Float32Array<ArrayBuffer>> {
    const rows = await orAbort(Promise.all(mix.map(({ id }) => this.#voice(id))), signal);
    const phonemeCount = tokenCount - 2;
    const row = Math.min(Math.max(phonemeCount - 1, 0), ROW_COUNT - 1);
    const style = new Float32Array(STYLE_LENGTH);
    mix.forEach(({ weight }, voiceIndex) => {
      const values = rows[voiceIndex]?.subarray(row * STYLE_LENGTH, (row + 1) * STYLE_LENGTH) ?? [];
      values.forEach((value, index) => {
        style[index] = (style[index] ?? 0) + weight * value;
      });
    });
    return style;
  }

  #voice(id: string): Promise<Float32Array> {
    const known = this.#voices.get(id);
    this.#voices.delete(id);
    const voice = known ?? this.#load(id);
    this.#voices.set(id, voice);
    const [oldest] = this.#voices.keys();
    if (this.#voices.size > CACHE_LIMIT && oldest !== undefined) this.#voices.delete(oldest);
    if (known === undefined) {
      voice.catch(() => {
        if (this.#voices.get(id) === voice) this.#voices.delete(id);
      });
    }
    return voice;
  }

  async #load(id: string): Promise<Float32Array> {
    if (!/^[a-z0-9_-]+$/i.test(id)) throw createUnknownVoiceError(id);
    const bytes = await this.#download(id, 'default');
    if (bytes.byteLength === VOICE_BYTES) return new Float32Array(bytes);
    // Typically an error page that some cache took for the file: ask past the caches once.
    const again = await this.#download(id, 'reload');
    if (again.byteLength === VOICE_BYTES) return new Float32Array(again);
    throw new SpeechError(
      'model_corrupt',
      `voices/${id}.bin is not a voice: expected ${VOICE_BYTES} bytes, came ${again.byteLength}.`,
    );
  }

  async #download(id: string, cache: RequestCache): Promise<ArrayBuffer> {
    const path = `voices/${id}.bin`;
    try {
      const response = await this.#fetch(new URL(path, this.#baseUrl), { cache });
      const bytes = await response.arrayBuffer();
      if (response.ok) return bytes;
      if (response.status === 404) throw createUnknownVoiceError(id);
      throw new Error(`HTTP ${response.status}`);
    } catch (error) {
      if (error instanceof SpeechError) throw error;
      const reason = error instanceof Error ? `: ${error.message}` : '';
      throw new SpeechError('model_unavailable', `${path} could not be loaded${reason}.`, { cause: error });
    }
  }
}

function createUnknownVoiceError(id: string): SpeechError {
  return new SpeechError('invalid_value', `There is no voice '${id}'.`, { param: 'voice' });
}

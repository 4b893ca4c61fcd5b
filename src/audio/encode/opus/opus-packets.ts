import type { EncoderSettings } from '../codec/encoder.ts';
import type { OpusLibrary } from './libopus.ts';

const DEFAULT_BIT_RATE = 64_000;

/** At 5 of 10 libopus is several times faster than at its default, and speech sounds the same. */
const COMPLEXITY = 5;

const APPLICATION_AUDIO = 2049;
const SET_BIT_RATE = 4002;
const SET_COMPLEXITY = 4010;
const SET_SIGNAL = 4024;
const SIGNAL_VOICE = 3001;
const GET_LOOKAHEAD = 4027;

/** What RFC 6716 allows for one packet of 20 ms. */
const MAX_PACKET_BYTES = 1275;
const FRAMES_PER_SECOND = 50;

/** Turns samples, one frame of 20 ms at a time, into Opus packets. */
export interface OpusPackets {
  readonly frameSamples: number;
  /** Samples that the encoder delays the sound by. */
  readonly lookaheadSamples: number;
  /** Takes exactly `frameSamples` samples. */
  encode(frame: Float32Array): Uint8Array<ArrayBuffer>;
  free(): void;
}

/** Opens libopus for mono sound. Throws for a sample rate other than 8, 12, 16, 24 or 48 kHz. */
export function openOpus(library: OpusLibrary, settings: EncoderSettings): OpusPackets {
  const { functions, memory } = library;
  const frameSamples = settings.sampleRate / FRAMES_PER_SECOND;
  const inputBytes = frameSamples * Float32Array.BYTES_PER_ELEMENT;
  // One allocation: a word for arguments and results, the frame, the packet.
  const word = functions.allocate(4 + 4 + inputBytes + MAX_PACKET_BYTES);
  if (word === 0) throw new Error('libopus has no memory left.');
  const value = word + 4;
  const input = word + 8;
  const output = input + inputBytes;
  const encoder = functions.create(settings.sampleRate, 1, APPLICATION_AUDIO, word);
  const free = (): void => {
    if (encoder !== 0) functions.destroy(encoder);
    functions.release(word);
  };
  const control = (request: number, argument: number): void => {
    new DataView(memory()).setUint32(word, argument, true);
    const status = functions.control(encoder, request, word);
    if (status !== 0) throw new Error(`libopus answered ${status} to request ${request}.`);
  };
  try {
    if (encoder === 0) throw new Error(`libopus refuses ${settings.sampleRate} Hz.`);
    control(SET_BIT_RATE, settings.bitRate ?? DEFAULT_BIT_RATE);
    control(SET_COMPLEXITY, COMPLEXITY);
    control(SET_SIGNAL, SIGNAL_VOICE);
    control(GET_LOOKAHEAD, value);
  } catch (error) {
    free();
    throw error;
  }

  return {
    frameSamples,
    lookaheadSamples: new DataView(memory()).getUint32(value, true),
    encode(frame) {
      new Float32Array(memory(), input, frameSamples).set(frame);
      const byteCount = functions.encode(encoder, input, frameSamples, output, MAX_PACKET_BYTES);
      if (byteCount < 0) throw new Error(`libopus answered ${byteCount}.`);
      return new Uint8Array(memory(), output, byteCount).slice();
    },
    free,
  };
}

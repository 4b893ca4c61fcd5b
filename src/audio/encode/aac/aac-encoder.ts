import { joinBytes } from '../../../std/join.ts';
import { NO_BYTES } from '../codec/bytes.ts';
import type { Encoder, EncoderSettings } from '../codec/encoder.ts';
import { createFrameBuffer } from '../codec/frame-buffer.ts';
import { createAdtsHeader } from './adts-header.ts';
import type { AacLibrary } from './ffmpeg-aac.ts';

const DEFAULT_BIT_RATE = 64_000;

/**
 * Creates an encoder of AAC-LC in ADTS, mono. Decoded sound begins 1024 samples late and ends on a whole frame of
 * 1024 samples, for ADTS has no way to say what to trim.
 */
export function createAacEncoder(library: AacLibrary, settings: EncoderSettings): Encoder {
  const { functions, memory } = library;
  const encoder = functions.open(1, settings.sampleRate, settings.bitRate ?? DEFAULT_BIT_RATE);
  if (encoder === 0) throw new Error(`FFmpeg refuses ${settings.sampleRate} Hz.`);
  const frames = createFrameBuffer(functions.frameSamples(encoder));
  let sentSamples = 0;

  const receiveInto = (parts: Uint8Array[]): void => {
    for (;;) {
      const byteCount = functions.receivePacket(encoder);
      if (byteCount < 0) throw new Error(`FFmpeg answered ${byteCount}.`);
      if (byteCount === 0) return;
      const packet = new Uint8Array(memory(), functions.packet(encoder), byteCount).slice();
      parts.push(createAdtsHeader(settings.sampleRate, byteCount), packet);
    }
  };
  const sendInto =
    (parts: Uint8Array[]) =>
    (frame: Float32Array): void => {
      const input = functions.input(encoder, frame.byteLength);
      if (input === 0) throw new Error('FFmpeg has no memory left.');
      new Float32Array(memory(), input, frame.length).set(frame);
      const status = functions.sendFrame(encoder, BigInt(sentSamples));
      if (status < 0) throw new Error(`FFmpeg answered ${status}.`);
      sentSamples += frame.length;
      receiveInto(parts);
    };
  return {
    encode(samples) {
      const parts: Uint8Array[] = [];
      frames.push(samples, sendInto(parts));
      return joinBytes(parts);
    },
    finish() {
      const parts: Uint8Array[] = [];
      frames.flush(sendInto(parts));
      functions.drain(encoder);
      receiveInto(parts);
      return joinBytes(parts);
    },
    head: () => NO_BYTES,
    free: () => {
      functions.close(encoder);
    },
  };
}

import { NO_BYTES } from '../codec/bytes.ts';
import type { Encoder, EncoderSettings } from '../codec/encoder.ts';
import { createInfoFrame } from './info-frame.ts';
import type { LameLibrary } from './lame.ts';
import { isLayer3SampleRate, toLayer3KiloBitRate } from './mpeg-frame.ts';

const DEFAULT_BIT_RATE = 96_000;

/** What LAME is told instead of a quality when the bit rate is constant. */
const CONSTANT_BIT_RATE = -1;

/**
 * Creates an encoder of MPEG-2 Layer III, mono, constant bit rate, without tags, at 16, 22.05 or 24 kHz. The complete layout begins with an
 * Info frame, from which players learn the true length and what to trim.
 */
export function createMp3Encoder(library: LameLibrary, settings: EncoderSettings): Encoder {
  const { functions, memory } = library;
  const encoder = openLame(library, settings);
  const take = (byteCount: number): Uint8Array<ArrayBuffer> => {
    if (byteCount < 0) throw new Error(`LAME answered ${byteCount}.`);
    if (byteCount === 0) return NO_BYTES;
    return new Uint8Array(memory(), functions.output(encoder), byteCount).slice();
  };
  return {
    encode(samples) {
      const planes = functions.inputPlanes(encoder, samples.length);
      if (planes === 0) throw new Error('LAME has no memory left.');
      const plane = new DataView(memory()).getUint32(planes, true);
      new Float32Array(memory(), plane, samples.length).set(samples);
      return take(functions.encode(encoder, samples.length));
    },
    finish: () => take(functions.flush(encoder)),
    head: (body) => (body === null ? NO_BYTES : createInfoFrame(body)),
    free: () => {
      functions.close(encoder);
    },
  };
}

function openLame({ functions, memory }: LameLibrary, settings: EncoderSettings): number {
  // Elsewhere LAME would choose another version of MPEG, or resample.
  if (!isLayer3SampleRate(settings.sampleRate)) throw new Error(`No MPEG-2 at ${settings.sampleRate} Hz.`);
  const parameterBytes = 20;
  const parameters = functions.allocate(parameterBytes);
  const view = new DataView(memory(), parameters, parameterBytes);
  view.setInt32(0, 1, true);
  view.setInt32(4, settings.sampleRate, true);
  view.setInt32(8, toLayer3KiloBitRate(settings.bitRate ?? DEFAULT_BIT_RATE), true);
  view.setFloat32(12, CONSTANT_BIT_RATE, true);
  view.setInt32(16, settings.sampleRate, true);
  const encoder = functions.open(parameters);
  functions.release(parameters);
  if (encoder === 0) throw new Error(`LAME refuses ${settings.sampleRate} Hz.`);
  return encoder;
}

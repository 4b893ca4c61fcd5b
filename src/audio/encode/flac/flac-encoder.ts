import { NO_BYTES } from '../codec/bytes.ts';
import type { Encoder, EncoderSettings } from '../codec/encoder.ts';
import { toPcm16, toPcm16Bytes } from '../codec/pcm16.ts';
import type { FlacLibrary } from './libflac.ts';
import { createMd5 } from './md5.ts';
import { fillStreamInfo } from './stream-info.ts';

const BITS_PER_SAMPLE = 16;

/** Creates an encoder of native FLAC, 16-bit mono. The complete layout has the totals and the MD5 in its header. */
export function createFlacEncoder(library: FlacLibrary, settings: EncoderSettings): Encoder {
  const { functions, memory } = library;
  const encoder = functions.open(1, settings.sampleRate, BITS_PER_SAMPLE);
  if (encoder === 0) throw new Error(`libFLAC refuses ${settings.sampleRate} Hz.`);
  const header = copy(memory(), functions.header(encoder), functions.headerBytes(encoder));
  const md5 = createMd5();
  let minFrameBytes = Infinity;
  let maxFrameBytes = 0;

  const take = (status: number): Uint8Array<ArrayBuffer> => {
    if (status < 0) throw new Error(`libFLAC answered ${status}.`);
    let byteCount = 0;
    for (let index = 0; index < functions.frameCount(encoder); index += 1) {
      const frameBytes = functions.frameBytes(encoder, index);
      minFrameBytes = Math.min(minFrameBytes, frameBytes);
      maxFrameBytes = Math.max(maxFrameBytes, frameBytes);
      byteCount += frameBytes;
    }
    return byteCount === 0 ? NO_BYTES : copy(memory(), functions.output(encoder), byteCount);
  };
  return {
    encode(samples) {
      if (settings.layout === 'complete') md5.update(toPcm16Bytes(samples));
      const input = functions.input(encoder, samples.length * Int32Array.BYTES_PER_ELEMENT);
      const target = new Int32Array(memory(), input, samples.length);
      // The library takes 32-bit samples and drops the lower half.
      toPcm16(samples).forEach((value, index) => (target[index] = value << BITS_PER_SAMPLE));
      return take(functions.encode(encoder, samples.length));
    },
    finish: () => take(functions.finish(encoder)),
    head: (body) =>
      body === null
        ? header
        : fillStreamInfo(header, {
            sampleCount: body.sampleCount,
            minFrameBytes: maxFrameBytes === 0 ? 0 : minFrameBytes,
            maxFrameBytes,
            md5: md5.digest(),
          }),
    // The library has no way to close an encoder: it is freed with its copy of the library.
    free: () => undefined,
  };
}

function copy(memory: ArrayBuffer, address: number, byteCount: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(memory, address, byteCount).slice();
}

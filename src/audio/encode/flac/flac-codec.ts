import type { WasmLibrary, WasmLibrarySpec } from '../wasm/wasm-library.ts';
import { createMd5 } from './md5.ts';
import { type Encoder, type EncoderSettings, NO_BYTES, toPcm16Bytes } from '../codec/encoder.ts';
import { toInt16 } from '../../pcm.ts';
import type { Codec } from '../../../contract/codec.ts';
import { createCodec } from '../codec/codec.ts';
import type { LoadBinary } from '../wasm/binary.ts';
import { createWasmHost } from '../wasm/wasm-host.ts';

/** `fLaC`, then the four bytes that introduce a metadata block. */
const BLOCK_OFFSET = 8;

const FRAME_SIZES_OFFSET = BLOCK_OFFSET + 4;

const TOTAL_OFFSET = BLOCK_OFFSET + 13;

const MD5_OFFSET = BLOCK_OFFSET + 18;

/** What only the end of the stream can tell. */
interface StreamTotals {
  readonly sampleCount: number;
  readonly minFrameBytes: number;
  readonly maxFrameBytes: number;
  /** Of the samples as little-endian 16-bit integers; 16 bytes. */
  readonly md5: Uint8Array;
}

type FlacFunction =
  | 'open'
  | 'input'
  | 'encode'
  | 'output'
  | 'frameCount'
  | 'frameBytes'
  | 'header'
  | 'headerBytes'
  | 'finish';

type FlacLibrary = WasmLibrary<FlacFunction>;

/** libFLAC at level 5 as @mediabunny/flac-encoder 1.58.1 builds it. */
export const libflac: WasmLibrarySpec<FlacFunction> = {
  binary: 'libflac.wasm',
  exports: {
    memory: 'j',
    start: 'k',
    open: 'l',
    input: 'n',
    encode: 'o',
    output: 'p',
    frameCount: 'q',
    frameBytes: 'r',
    header: 't',
    headerBytes: 'u',
    finish: 'v',
  },
  imports: { e: 'grow-memory' },
  closesEncoders: false,
};

const BITS_PER_SAMPLE = 16;

/** Creates the codec of `flac`; its encoder is loaded by the first encode. */
export function createFlacCodec(load: LoadBinary): Codec {
  const host = createWasmHost(libflac, load);
  return createCodec({
    format: 'flac',
    contentType: 'audio/flac',
    open: (settings) => host.open((library) => createFlacEncoder(library, settings)),
  });
}

/** Creates an encoder of native FLAC, 16-bit mono. The complete layout has the totals and the MD5 in its header. */
function createFlacEncoder(library: FlacLibrary, settings: EncoderSettings): Encoder {
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
      toInt16(samples).forEach((value, index) => (target[index] = value << BITS_PER_SAMPLE));
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

/** Returns a copy of a FLAC header with the STREAMINFO fields (RFC 9639, 8.2) that were left open filled in. */
function fillStreamInfo(header: Uint8Array, totals: StreamTotals): Uint8Array<ArrayBuffer> {
  const filled = new Uint8Array(header);
  const view = new DataView(filled.buffer);
  setUint24(view, FRAME_SIZES_OFFSET, totals.minFrameBytes);
  setUint24(view, FRAME_SIZES_OFFSET + 3, totals.maxFrameBytes);
  // 36 bits, of which the upper four share a byte with the sample size.
  const upper = Math.floor(totals.sampleCount / 2 ** 32) & 0x0f;
  view.setUint8(TOTAL_OFFSET, (view.getUint8(TOTAL_OFFSET) & 0xf0) | upper);
  view.setUint32(TOTAL_OFFSET + 1, totals.sampleCount >>> 0);
  filled.set(totals.md5, MD5_OFFSET);
  return filled;
}

function setUint24(view: DataView, offset: number, value: number): void {
  view.setUint8(offset, value >> 16);
  view.setUint16(offset + 1, value & 0xffff);
}

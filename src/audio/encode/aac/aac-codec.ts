import type { WasmLibrary, WasmLibrarySpec } from '../wasm/wasm-library.ts';
import { createFrameBuffer, type Encoder, type EncoderSettings, NO_BYTES } from '../codec/encoder.ts';
import { joinBytes } from '../../../std/join.ts';
import type { Codec } from '../../../contract/codec.ts';
import { createCodec } from '../codec/codec.ts';
import type { LoadBinary } from '../wasm/binary.ts';
import { createWasmHost } from '../wasm/wasm-host.ts';

type AacFunction =
  | 'open'
  | 'frameSamples'
  | 'input'
  | 'sendFrame'
  | 'receivePacket'
  | 'drain'
  | 'packet'
  | 'close';

type AacLibrary = WasmLibrary<AacFunction>;

/** FFmpeg's own AAC encoder as @mediabunny/aac-encoder 1.59.0 builds it. */
export const ffmpegAac: WasmLibrarySpec<AacFunction> = {
  binary: 'ffmpeg-aac.wasm',
  exports: {
    memory: 'r',
    start: 's',
    open: 't',
    frameSamples: 'v',
    input: 'y',
    sendFrame: 'A',
    receivePacket: 'B',
    drain: 'C',
    packet: 'E',
    close: 'H',
  },
  imports: { b: 'nothing', c: 'no-environment', m: 'grow-memory' },
  closesEncoders: true,
};

const HEADER_BYTES = 7;

/** Sample rates of MPEG-4 audio by the index in a header. */
const sampleRates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];

const AAC_LC = 2;

const MONO = 1;

/** Says "variable" where the fill of the decoder's buffer would stand. */
const VARIABLE_BIT_RATE = 0x7ff;

const DEFAULT_BIT_RATE = 64_000;

/** Creates the codec of `aac`; its encoder is loaded by the first encode. */
export function createAacCodec(load: LoadBinary): Codec {
  const host = createWasmHost(ffmpegAac, load);
  return createCodec({
    format: 'aac',
    contentType: 'audio/aac',
    open: (settings) => host.open((library) => createAacEncoder(library, settings)),
  });
}

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

/**
 * Creates the ADTS header (ISO/IEC 14496-3, 1.A.2) of one frame of mono AAC-LC without a checksum.
 * Throws for a sample rate that AAC does not have.
 */
function createAdtsHeader(sampleRate: number, frameBytes: number): Uint8Array<ArrayBuffer> {
  const rateIndex = sampleRates.indexOf(sampleRate);
  if (rateIndex < 0) throw new Error(`AAC has no sample rate of ${sampleRate} Hz.`);
  const byteCount = HEADER_BYTES + frameBytes;
  return Uint8Array.of(
    0xff,
    0xf1,
    ((AAC_LC - 1) << 6) | (rateIndex << 2) | (MONO >> 2),
    ((MONO & 3) << 6) | (byteCount >> 11),
    (byteCount >> 3) & 0xff,
    ((byteCount & 7) << 5) | (VARIABLE_BIT_RATE >> 6),
    (VARIABLE_BIT_RATE & 0x3f) << 2,
  );
}

import { joinBytes } from '../../../std/join.ts';
import {
  type EncodedBody,
  type Encoder,
  type EncoderSettings,
  NO_BYTES,
  toLatin1,
} from '../codec/encoder.ts';
import type { LameLibrary } from './lame.ts';

/** Bit rates of MPEG-2 Layer III in kbit/s; a header holds the index, and 0 stands for "free format". */
const kiloBitRates = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160] as const;

/** Sample rates of MPEG-2 by the index in a header. */
const sampleRates: readonly number[] = [22_050, 24_000, 16_000];

/** The fixed header of an MPEG-2 frame: 4 bytes. */
const HEADER_BYTES = 4;

/** Samples in one frame of MPEG-2 Layer III. */
const FRAME_SAMPLES = 576;

/** What the header of a frame says. */
interface MpegFrame {
  readonly kiloBitRate: number;
  /** The frame's length, header included. */
  readonly byteCount: number;
}

/** The tag stands where the sound would, after the header and the 9 bytes of side information of mono MPEG-2. */
const TAG_OFFSET = HEADER_BYTES + 9;

const TOC_ENTRIES = 100;

/** `Info`, flags, frames, bytes, table of contents, quality. */
const XING_BYTES = 4 + 4 + 4 + 4 + TOC_ENTRIES + 4;

const LAME_BYTES = 36;

const FRAME_BYTES = TAG_OFFSET + XING_BYTES + LAME_BYTES;

/** Samples that LAME puts before the sound; a decoder adds 529 of its own, and players trim both. */
const ENCODER_DELAY_SAMPLES = 576;

const DEFAULT_BIT_RATE = 96_000;

/** LAME's quality setting that stands for a constant bit rate. */
const CONSTANT_BIT_RATE = -1;

/** CRC-16/ARC, the checksum of LAME's tag: x^16 + x^15 + x^2 + 1 with its bits reversed. */
const CRC_POLYNOMIAL = 0xa001;

const crcTable = Uint16Array.from({ length: 256 }, (_unused, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ CRC_POLYNOMIAL : crc >> 1;
  return crc;
});

/**
 * Creates an encoder of MPEG-2 Layer III, mono, constant bit rate, without tags, at 16, 22.05 or 24 kHz. The complete
 * layout begins with an Info frame, from which players learn the true length and what to trim.
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

/**
 * Creates the frame that stands first in a complete file: a silent MPEG frame with LAME's `Info` tag, which holds the
 * number of frames and bytes and how many samples to trim. Layout: http://gabriel.mp3-tech.org/mp3infotag.html
 */
function createInfoFrame(body: EncodedBody): Uint8Array<ArrayBuffer> {
  const bytes = joinBytes(body.parts);
  const first = parseMpegFrame(bytes, 0);
  const header = createHeaderFor(bytes, FRAME_BYTES);
  const frame = new Uint8Array(parseMpegFrame(header, 0).byteCount);
  const view = new DataView(frame.buffer);
  const frameCount = countFrames(bytes);
  const fileBytes = frame.length + bytes.length;
  frame.set(header);
  frame.set(toLatin1('Info'), TAG_OFFSET);
  view.setUint32(TAG_OFFSET + 4, 0b1111);
  view.setUint32(TAG_OFFSET + 8, frameCount);
  view.setUint32(TAG_OFFSET + 12, fileBytes);
  for (let entry = 0; entry < TOC_ENTRIES; entry += 1) {
    // At a constant bit rate a hundredth of the time is a hundredth of the file.
    frame[TAG_OFFSET + 16 + entry] = Math.floor((entry * 256) / TOC_ENTRIES);
  }
  const lame = TAG_OFFSET + XING_BYTES;
  frame.set(toLatin1('LAME3.100'), lame);
  // Revision 0 of the tag, constant bit rate.
  view.setUint8(lame + 9, 1);
  view.setUint8(lame + 20, first.kiloBitRate);
  const padding = frameCount * FRAME_SAMPLES - ENCODER_DELAY_SAMPLES - body.sampleCount;
  view.setUint16(lame + 21, (ENCODER_DELAY_SAMPLES << 4) | (padding >> 8));
  view.setUint8(lame + 23, padding & 0xff);
  view.setUint32(lame + 28, fileBytes);
  view.setUint16(lame + 32, updateCrc16(0, bytes));
  view.setUint16(lame + 34, updateCrc16(0, frame.subarray(0, lame + 34)));
  return frame;
}

/** Continues that checksum over more bytes; it starts at 0. */
function updateCrc16(crc: number, bytes: Uint8Array): number {
  let value = crc;
  for (const byte of bytes) value = (value >> 8) ^ (crcTable[(value ^ byte) & 0xff] ?? 0);
  return value;
}

function countFrames(bytes: Uint8Array): number {
  let count = 0;
  for (let offset = 0; offset < bytes.length; count += 1) offset += parseMpegFrame(bytes, offset).byteCount;
  return count;
}

/** Converts a wish in bit/s to the nearest bit rate that MPEG-2 Layer III has, 8 to 160 kbit/s. */
export function toLayer3KiloBitRate(bitRate: number): number {
  const distance = (rate: number): number => Math.abs(rate * 1000 - bitRate);
  return kiloBitRates
    .slice(1)
    .reduce<number>((best, rate) => (distance(rate) < distance(best) ? rate : best), 8);
}

/** Whether MPEG-2 Layer III has a sample rate. */
function isLayer3SampleRate(sampleRate: number): boolean {
  return sampleRates.includes(sampleRate);
}

/** Parses the header at `offset`. Throws where no frame of MPEG-2 Layer III begins. */
export function parseMpegFrame(bytes: Uint8Array, offset: number): MpegFrame {
  const [sync = 0, version = 0, rates = 0] = bytes.subarray(offset, offset + HEADER_BYTES);
  const kiloBitRate = kiloBitRates[rates >> 4];
  const sampleRate = sampleRates[(rates >> 2) & 3];
  // 0xf2: MPEG-2, Layer III; the lowest bit tells whether a checksum follows.
  const isFrame = sync === 0xff && (version & 0xfe) === 0xf2;
  if (!isFrame || kiloBitRate === undefined || kiloBitRate === 0 || sampleRate === undefined)
    throw new Error(`No MPEG frame at byte ${offset}.`);
  return { kiloBitRate, byteCount: toFrameBytes(kiloBitRate, sampleRate) + ((rates >> 1) & 1) };
}

/** Returns the header for another frame of the same stream, unpadded, of at least `byteCount` bytes. */
function createHeaderFor(header: Uint8Array, byteCount: number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(header.subarray(0, HEADER_BYTES));
  const rates = copy[2] ?? 0;
  const sampleRate = sampleRates[(rates >> 2) & 3] ?? 0;
  const own = rates >> 4;
  const index = kiloBitRates.findIndex(
    (rate, at) => at >= own && toFrameBytes(rate, sampleRate) >= byteCount,
  );
  copy[2] = (index << 4) | (rates & 0x0c);
  return copy;
}

function toFrameBytes(kiloBitRate: number, sampleRate: number): number {
  return Math.floor((FRAME_SAMPLES / 8) * ((kiloBitRate * 1000) / sampleRate));
}

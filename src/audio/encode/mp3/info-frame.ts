import { joinBytes } from '../../../std/join.ts';
import { toLatin1 } from '../codec/bytes.ts';
import type { EncodedBody } from '../codec/encoder.ts';
import { updateCrc16 } from './crc16.ts';
import { createHeaderFor, FRAME_SAMPLES, HEADER_BYTES, parseMpegFrame } from './mpeg-frame.ts';

/** The tag stands where the sound would, after the header and the 9 bytes of side information of mono MPEG-2. */
const TAG_OFFSET = HEADER_BYTES + 9;
const TOC_ENTRIES = 100;

/** `Info`, flags, frames, bytes, table of contents, quality. */
const XING_BYTES = 4 + 4 + 4 + 4 + TOC_ENTRIES + 4;
const LAME_BYTES = 36;
const FRAME_BYTES = TAG_OFFSET + XING_BYTES + LAME_BYTES;

/** Samples that LAME puts before the sound; a decoder adds 529 of its own, and players trim both. */
const ENCODER_DELAY_SAMPLES = 576;

/**
 * Creates the frame that stands first in a complete file: a silent MPEG frame with LAME's `Info` tag, which holds the
 * number of frames and bytes and how many samples to trim. Layout: http://gabriel.mp3-tech.org/mp3infotag.html
 */
export function createInfoFrame(body: EncodedBody): Uint8Array<ArrayBuffer> {
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

function countFrames(bytes: Uint8Array): number {
  let count = 0;
  for (let offset = 0; offset < bytes.length; count += 1) offset += parseMpegFrame(bytes, offset).byteCount;
  return count;
}

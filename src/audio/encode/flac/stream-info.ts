/** `fLaC`, then the four bytes that introduce a metadata block. */
const BLOCK_OFFSET = 8;

const FRAME_SIZES_OFFSET = BLOCK_OFFSET + 4;
const TOTAL_OFFSET = BLOCK_OFFSET + 13;
const MD5_OFFSET = BLOCK_OFFSET + 18;

/** What only the end of the stream can tell. */
export interface StreamTotals {
  readonly sampleCount: number;
  readonly minFrameBytes: number;
  readonly maxFrameBytes: number;
  /** Of the samples as little-endian 16-bit integers; 16 bytes. */
  readonly md5: Uint8Array;
}

/** Returns a copy of a FLAC header with the STREAMINFO fields (RFC 9639, 8.2) that were left open filled in. */
export function fillStreamInfo(header: Uint8Array, totals: StreamTotals): Uint8Array<ArrayBuffer> {
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

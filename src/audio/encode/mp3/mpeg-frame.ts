/** Bit rates of MPEG-2 Layer III in kbit/s; a header holds the index, and 0 stands for "free format". */
const kiloBitRates = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160] as const;

/** Sample rates of MPEG-2 by the index in a header. */
const sampleRates: readonly number[] = [22_050, 24_000, 16_000];

/** The fixed header of an MPEG-2 frame: 4 bytes. */
export const HEADER_BYTES = 4;

/** Samples in one frame of MPEG-2 Layer III. */
export const FRAME_SAMPLES = 576;

/** What the header of a frame says. */
export interface MpegFrame {
  readonly kiloBitRate: number;
  /** The frame's length, header included. */
  readonly byteCount: number;
}

/** Converts a wish in bit/s to the nearest bit rate that MPEG-2 Layer III has, 8 to 160 kbit/s. */
export function toLayer3KiloBitRate(bitRate: number): number {
  const distance = (rate: number): number => Math.abs(rate * 1000 - bitRate);
  return kiloBitRates
    .slice(1)
    .reduce<number>((best, rate) => (distance(rate) < distance(best) ? rate : best), 8);
}

/** Whether MPEG-2 Layer III has a sample rate. */
export function isLayer3SampleRate(sampleRate: number): boolean {
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
export function createHeaderFor(header: Uint8Array, byteCount: number): Uint8Array<ArrayBuffer> {
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

const HEADER_BYTES = 7;

/** Sample rates of MPEG-4 audio by the index in a header. */
const sampleRates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];

const AAC_LC = 2;
const MONO = 1;

/** Says "variable" where the fill of the decoder's buffer would stand. */
const VARIABLE_BIT_RATE = 0x7ff;

/**
 * Creates the ADTS header (ISO/IEC 14496-3, 1.A.2) of one frame of mono AAC-LC without a checksum.
 * Throws for a sample rate that AAC does not have.
 */
export function createAdtsHeader(sampleRate: number, frameBytes: number): Uint8Array<ArrayBuffer> {
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

/** x^16 + x^15 + x^2 + 1 with its bits reversed. */
const POLYNOMIAL = 0xa001;

const table = Uint16Array.from({ length: 256 }, (_unused, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ POLYNOMIAL : crc >> 1;
  return crc;
});

/** Continues CRC-16/ARC, the checksum of LAME's tag, over more bytes; it starts at 0. */
export function updateCrc16(crc: number, bytes: Uint8Array): number {
  let value = crc;
  for (const byte of bytes) value = (value >> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
  return value;
}

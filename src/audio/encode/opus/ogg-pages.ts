import { toLatin1 } from '../codec/encoder.ts';

/** The polynomial of the Ogg page checksum (RFC 3533), its bits in natural order. */
const POLYNOMIAL = 0x04c1_1db7;

const table = Uint32Array.from({ length: 256 }, (_unused, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) crc = crc < 0 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
  return crc >>> 0;
});

const HEADER_BYTES = 27;
const CRC_OFFSET = 22;

/** A page lists at most 255 segments, and a packet of n bytes takes floor(n / 255) + 1 of them. */
const SEGMENT_BYTES = 255;

const FIRST_PAGE = 0x02;
const LAST_PAGE = 0x04;

/** What a page holds. */
export interface OggPage {
  /** Whole packets; together at most 255 segments. */
  readonly packets: readonly Uint8Array[];
  /** Samples, at 48 kHz for Opus, up to the end of the page's last packet. */
  readonly granule: number;
  readonly isLast?: boolean;
}

/** Creates the pages of one Ogg stream, numbered from 0. */
export function createOggPager(serial: number): (page: OggPage) => Uint8Array<ArrayBuffer> {
  let sequence = 0;
  return ({ packets, granule, isLast = false }) => {
    const lacing = packets.flatMap(toLacing);
    const headerBytes = HEADER_BYTES + lacing.length;
    const page = new Uint8Array(headerBytes + packets.reduce((total, packet) => total + packet.length, 0));
    const view = new DataView(page.buffer);
    page.set(toLatin1('OggS'));
    view.setUint8(5, (sequence === 0 ? FIRST_PAGE : 0) | (isLast ? LAST_PAGE : 0));
    view.setBigUint64(6, BigInt(granule), true);
    view.setUint32(14, serial, true);
    view.setUint32(18, sequence, true);
    view.setUint8(26, lacing.length);
    page.set(lacing, HEADER_BYTES);
    let offset = headerBytes;
    for (const packet of packets) {
      page.set(packet, offset);
      offset += packet.length;
    }
    view.setUint32(CRC_OFFSET, toOggCrc(page), true);
    sequence += 1;
    return page;
  };
}

function toLacing(packet: Uint8Array): number[] {
  const full = Math.floor(packet.length / SEGMENT_BYTES);
  return [...Array.from({ length: full }, () => SEGMENT_BYTES), packet.length % SEGMENT_BYTES];
}

/** Computes the checksum of a page in which the checksum's own field is zero. */
function toOggCrc(page: Uint8Array): number {
  let crc = 0;
  for (const byte of page) crc = (crc << 8) ^ (table[(crc >>> 24) ^ byte] ?? 0);
  return crc >>> 0;
}

import { joinBytes } from '../../../std/join.ts';
import { toLatin1 } from '../codec/bytes.ts';

/** Creates the identification packet of mono Opus (RFC 7845, 5.1); `preSkip` counts samples at 48 kHz. */
export function createOpusHead(sampleRate: number, preSkip: number): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(19);
  const view = new DataView(head.buffer);
  head.set(toLatin1('OpusHead'));
  view.setUint8(8, 1);
  view.setUint8(9, 1);
  view.setUint16(10, preSkip, true);
  view.setUint32(12, sampleRate, true);
  return head;
}

/** Creates the comment packet (RFC 7845, 5.2): who encoded, and no comments. */
export function createOpusTags(): Uint8Array<ArrayBuffer> {
  const vendor = toLatin1('libopus 1.3.1');
  const vendorBytes = new Uint8Array(4);
  new DataView(vendorBytes.buffer).setUint32(0, vendor.length, true);
  const noComments = new Uint8Array(4);
  return joinBytes([toLatin1('OpusTags'), vendorBytes, vendor, noComments]);
}

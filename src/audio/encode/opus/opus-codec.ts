import type { Codec } from '../../../contract/codec.ts';
import { joinBytes } from '../../../std/join.ts';
import { createCodec } from '../codec/codec.ts';
import { createFrameBuffer, type Encoder, type EncoderSettings, toLatin1 } from '../codec/encoder.ts';
import type { LoadBinary } from '../wasm/binary.ts';
import { createWasmHost } from '../wasm/wasm-host.ts';
import { libopus, type OpusLibrary } from './libopus.ts';
import { createOggPager } from './ogg-pages.ts';
import { openOpus } from './opus-packets.ts';

/** Creates the codec of `opus`; its encoder is loaded by the first encode. */
export function createOpusCodec(load: LoadBinary): Codec {
  const host = createWasmHost(libopus, load);
  return createCodec({
    format: 'opus',
    contentType: 'audio/opus',
    open: (settings) => host.open((library) => createOpusEncoder(library, settings)),
  });
}

/** Opus counts time at 48 kHz, whatever went in. */
const GRANULE_RATE = 48_000;

/** Packets of 20 ms in a page: 0.2 s, so that sound leaves soon, and 1 s where nobody waits. */
const pagePackets = { streamed: 10, complete: 50 } as const;

/**
 * Creates an encoder of Ogg Opus (RFC 7845), mono. Decoded sound is as long as what went in, to the sample: the
 * pre-skip cuts the encoder's delay, and the last page's position cuts the silence that filled the last packet.
 */
export function createOpusEncoder(library: OpusLibrary, settings: EncoderSettings): Encoder {
  const packets = openOpus(library, settings);
  const granulesPerSample = GRANULE_RATE / settings.sampleRate;
  const preSkip = packets.lookaheadSamples * granulesPerSample;
  const toPage = createOggPager(settings.streamId ?? createSerial());
  const frames = createFrameBuffer(packets.frameSamples);
  let waiting: Uint8Array[] = [];
  let frameCount = 0;
  let sampleCount = 0;

  const takePage = (granule: number, isLast: boolean): Uint8Array<ArrayBuffer> => {
    const page = toPage({ packets: waiting, granule, isLast });
    waiting = [];
    return page;
  };
  const addTo =
    (pages: Uint8Array[]) =>
    (frame: Float32Array): void => {
      // A full page waits for the next packet, for only then it is certain not to be the last.
      if (waiting.length === pagePackets[settings.layout])
        pages.push(takePage(frameCount * packets.frameSamples * granulesPerSample, false));
      waiting.push(packets.encode(frame));
      frameCount += 1;
    };
  const encode = (samples: Float32Array): Uint8Array<ArrayBuffer> => {
    const pages: Uint8Array[] = [];
    frames.push(samples, addTo(pages));
    sampleCount += samples.length;
    return joinBytes(pages);
  };
  // Made now, so that the two pages of the head are numbered first.
  const head = joinBytes([
    toPage({ packets: [createOpusHead(settings.sampleRate, preSkip)], granule: 0 }),
    toPage({ packets: [createOpusTags()], granule: 0 }),
  ]);
  return {
    encode,
    finish() {
      const pages: Uint8Array[] = [];
      // Silence pushes out what the encoder still holds.
      frames.push(new Float32Array(packets.lookaheadSamples), addTo(pages));
      frames.flush(addTo(pages));
      pages.push(takePage(preSkip + sampleCount * granulesPerSample, true));
      return joinBytes(pages);
    },
    head: () => head,
    free: () => packets.free(),
  };
}

/** Streams that are joined end to end must differ in their serial number. */
function createSerial(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

/** Creates the identification packet of mono Opus (RFC 7845, 5.1); `preSkip` counts samples at 48 kHz. */
function createOpusHead(sampleRate: number, preSkip: number): Uint8Array<ArrayBuffer> {
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
function createOpusTags(): Uint8Array<ArrayBuffer> {
  const vendor = toLatin1('libopus 1.3.1');
  const vendorBytes = new Uint8Array(4);
  new DataView(vendorBytes.buffer).setUint32(0, vendor.length, true);
  const noComments = new Uint8Array(4);
  return joinBytes([toLatin1('OpusTags'), vendorBytes, vendor, noComments]);
}

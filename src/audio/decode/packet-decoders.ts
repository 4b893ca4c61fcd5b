import { AudioSample, CustomAudioDecoder, registerDecoder, type EncodedPacket } from 'mediabunny';

/** What the decoders of both codecs have in common. */
interface FrameDecoder {
  readonly ready: Promise<void>;
  decodeFrame(frame: Uint8Array): {
    readonly channelData: readonly Float32Array[];
    readonly samplesDecoded: number;
    readonly sampleRate: number;
  };
  free(): void;
}

/** Decodes packets of any container, so that they sound alike in every browser and in Node. */
abstract class PacketDecoder extends CustomAudioDecoder {
  #decoder: FrameDecoder | null = null;

  protected abstract load(): Promise<FrameDecoder>;

  async init(): Promise<void> {
    this.#decoder = await this.load();
    await this.#decoder.ready;
  }

  decode({ data: packet, timestamp }: EncodedPacket): void {
    const decoded = this.#decoder?.decodeFrame(packet);
    if (decoded === undefined || decoded.samplesDecoded === 0) return;
    const { channelData, samplesDecoded, sampleRate } = decoded;
    const data = new Float32Array(samplesDecoded * channelData.length);
    channelData.forEach((channel, index) => data.set(channel, index * samplesDecoded));
    const numberOfChannels = channelData.length;
    this.onSample(new AudioSample({ data, timestamp, format: 'f32-planar', sampleRate, numberOfChannels }));
  }

  flush(): void {
    // A packet's samples come with it.
  }

  close(): void {
    this.#decoder?.free();
    this.#decoder = null;
  }
}

class LibopusDecoder extends PacketDecoder {
  static override supports(codec: string, { numberOfChannels }: AudioDecoderConfig): boolean {
    return codec === 'opus' && numberOfChannels <= 2;
  }

  protected async load(): Promise<FrameDecoder> {
    const { OpusDecoder } = await import('opus-decoder');
    const { numberOfChannels: channels, description } = this.config;
    return new OpusDecoder({ channels, preSkip: toPreSkip(description) });
  }
}

class Mpg123Decoder extends PacketDecoder {
  static override supports(codec: string): boolean {
    return codec === 'mp3';
  }

  protected async load(): Promise<FrameDecoder> {
    const { MPEGDecoder } = await import('mpg123-decoder');
    // What the encoder padded is known to the container.
    return new MPEGDecoder({ enableGapless: false });
  }
}

/** Reads how many samples the encoder put before the sound: https://www.rfc-editor.org/rfc/rfc7845#section-5.1 */
function toPreSkip(description: AllowSharedBufferSource | undefined): number {
  if (description === undefined || description.byteLength < 12) return 0;
  const view = ArrayBuffer.isView(description)
    ? new DataView(description.buffer, description.byteOffset)
    : new DataView(description);
  return view.getUint16(10, true);
}

let isRegistered = false;

/** Has mediabunny decode Opus by libopus and MP3 by mpg123 from now on. */
export function registerPacketDecoders(): void {
  if (isRegistered) return;
  registerDecoder(LibopusDecoder);
  registerDecoder(Mpg123Decoder);
  isRegistered = true;
}

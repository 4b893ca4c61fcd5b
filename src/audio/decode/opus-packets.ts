import { AudioSample, CustomAudioDecoder, registerDecoder, type EncodedPacket } from 'mediabunny';
import type { OpusDecoder } from 'opus-decoder';

const OPUS_RATE = 48_000;

/** libopus for packets of any container, so that they sound alike in every browser and in Node. */
class LibopusDecoder extends CustomAudioDecoder {
  #decoder: OpusDecoder | null = null;

  static override supports(codec: string, { numberOfChannels }: AudioDecoderConfig): boolean {
    return codec === 'opus' && numberOfChannels <= 2;
  }

  async init(): Promise<void> {
    const { OpusDecoder: Decoder } = await import('opus-decoder');
    const { numberOfChannels: channels, description } = this.config;
    this.#decoder = new Decoder({ channels, preSkip: toPreSkip(description) });
    await this.#decoder.ready;
  }

  decode({ data: packet, timestamp }: EncodedPacket): void {
    const decoded = this.#decoder?.decodeFrame(packet);
    if (decoded === undefined || decoded.samplesDecoded === 0) return;
    const { channelData, samplesDecoded } = decoded;
    const data = new Float32Array(samplesDecoded * channelData.length);
    channelData.forEach((channel, index) => data.set(channel, index * samplesDecoded));
    this.onSample(
      new AudioSample({
        ...{ data, timestamp, format: 'f32-planar', sampleRate: OPUS_RATE },
        numberOfChannels: channelData.length,
      }),
    );
  }

  flush(): void {
    // A packet's samples come with it.
  }

  close(): void {
    this.#decoder?.free();
    this.#decoder = null;
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

/** Has mediabunny decode Opus by libopus from now on. */
export function registerOpus(): void {
  if (isRegistered) return;
  registerDecoder(LibopusDecoder);
  isRegistered = true;
}

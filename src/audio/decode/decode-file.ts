import {
  ALL_FORMATS,
  AudioSampleSink,
  BlobSource,
  EncodedPacketSink,
  FLAC,
  Input,
  type InputAudioTrack,
  MP3,
  OGG,
  PCM_AUDIO_CODECS,
  type AudioCodec,
  type AudioSample,
  type InputFormat,
} from 'mediabunny';
import { SpeechError } from '../../contract/errors.ts';
import { type ByteFormat, decodeBytes, type DecodedPiece } from './byte-decoders.ts';
import { registerPacketDecoders } from './packet-decoders.ts';

/** Enough for the first page's head and the beginning of its packet. */
const OGG_HEAD_BYTES = 512;

/** Silence that a file may begin with. */
const MAX_LEAD_SECONDS = 10;

/**
 * WebKit for GTK and WPE: of AAC in MP4 its decoders make noise, and copying a sample out ends the tab (2.50). Both are to be
 * seen only when it is too late, so there the browser's own decoders are not used.
 */
const hasBadDecoders = /Linux.*AppleWebKit(?!.*Chrom)/.test(userAgent());

/** Decodes the first audio track of a file, whatever its name says it is. Rejects where nothing here can. */
export async function* decodeFile(
  file: Blob,
  signal: AbortSignal,
): AsyncGenerator<DecodedPiece, void, undefined> {
  registerPacketDecoders();
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  try {
    const format = await toByteFormat(input, file);
    if (format === null) yield* decodeTrack(input, signal);
    else yield* decodeBytes(file, format, signal);
  } finally {
    input.dispose();
  }
}

/** Gives the seconds of the first audio track as `MeasureSound` tells; rejects where the container is damaged. */
export async function measureFile(
  file: Blob,
  maxSeconds: number,
  signal: AbortSignal,
): Promise<number | null> {
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryAudioTrack();
    if (track === null) return null;
    const seconds = (await track.computeDuration()) - (await findOrigin(input, track));
    return seconds > maxSeconds ? await addPackets(track, signal) : seconds;
  } finally {
    input.dispose();
  }
}

async function addPackets(track: InputAudioTrack, signal: AbortSignal): Promise<number> {
  let seconds = 0;
  for await (const { duration } of new EncodedPacketSink(track).packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    signal.throwIfAborted();
    seconds += duration;
  }
  return seconds;
}

async function toByteFormat(input: Input, file: Blob): Promise<ByteFormat | null> {
  const format = await input.getFormat();
  if (format === MP3) return 'mp3';
  if (format === FLAC) return 'flac';
  if (format !== OGG) return null;
  const track = await input.getPrimaryAudioTrack();
  if (track !== null) return (await track.getCodec()) === 'vorbis' ? 'vorbis' : null;
  // Mediabunny does not see it; its decoder reads Ogg, too.
  return (await file.slice(0, OGG_HEAD_BYTES).text()).includes('\x7fFLAC') ? 'flac' : null;
}

async function* decodeTrack(
  input: Input,
  signal: AbortSignal,
): AsyncGenerator<DecodedPiece, void, undefined> {
  const track = await input.getPrimaryAudioTrack();
  if (track === null) throw new TypeError('The file has no audio track.');
  const codec = await track.getCodec();
  if (codec !== null && ((hasBadDecoders && isNative(codec)) || !(await track.canDecode()))) {
    throw createUnsupported(codec, await input.getFormat());
  }
  const origin = await findOrigin(input, track);
  for await (const sample of new AudioSampleSink(track).samples()) {
    try {
      signal.throwIfAborted();
      yield toPiece(sample, origin);
    } finally {
      sample.close();
    }
  }
}

/** Node 20 has no navigator. */
function userAgent(): string {
  const { navigator } = globalThis as { readonly navigator?: { readonly userAgent: string } };
  return navigator?.userAgent ?? '';
}

/** Whether a codec is left to the browser; the others are decoded by Mediabunny or `registerPacketDecoders`. */
function isNative(codec: AudioCodec): boolean {
  return codec !== 'opus' && codec !== 'mp3' && !(PCM_AUDIO_CODECS as readonly AudioCodec[]).includes(codec);
}

/** Creates the error for sound that is whole but has no decoder here, as AAC in some browsers and outside of them. */
function createUnsupported(codec: AudioCodec, { name }: InputFormat): SpeechError {
  const sound = codec.toUpperCase();
  const message =
    codec === 'flac' || codec === 'vorbis'
      ? `The sound is ${sound} within ${name}, which cannot be decoded here. Use a file that is itself MP3, WAV, FLAC or Ogg.`
      : `The sound is ${sound}, which cannot be decoded here. Use MP3, WAV, FLAC or Ogg.`;
  return new SpeechError('undecodable_audio', message);
}

/**
 * Which time of the file is second 0. What was cut from a live stream keeps the stream's time; sound that begins later
 * than the picture does not, and neither does a silence that the file begins with.
 */
async function findOrigin(input: Input, track: InputAudioTrack): Promise<number> {
  // A picture that is damaged takes nothing from the sound.
  const picture = await input.getPrimaryVideoTrack();
  const first = await input.getFirstTimestamp([track, ...(picture === null ? [] : [picture])]).catch(() => 0);
  return first > MAX_LEAD_SECONDS ? first : 0;
}

function toPiece(sample: AudioSample, origin: number): DecodedPiece {
  const { numberOfChannels, numberOfFrames, sampleRate, timestamp } = sample;
  const channels = Array.from({ length: numberOfChannels }, (_, planeIndex) => {
    const channel = new Float32Array(numberOfFrames);
    sample.copyTo(channel, { planeIndex, format: 'f32-planar' });
    return channel;
  });
  return { channels, sampleRate, startSeconds: timestamp - origin };
}

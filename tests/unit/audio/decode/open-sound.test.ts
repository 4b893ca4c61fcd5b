import { BufferTarget, EncodedAudioPacketSource, EncodedPacket, MkvOutputFormat, Output } from 'mediabunny';
import { describe, expect, it, vi } from 'vitest';
import { measureSound, openSound } from '../../../../src/audio/decode/open-sound.ts';
import { createCodecRegistry } from '../../../../src/audio/encode/codec-registry.ts';
import { resample } from '../../../../src/audio/resample.ts';
import type { AudioFormat } from '../../../../src/contract/codec.ts';
import { HEARING_RATE } from '../../../../src/contract/hearing.ts';
import { joinBytes, joinSamples } from '../../../../src/std/join.ts';
import { isFullRun } from '../../../fixtures/full-run.ts';
import { toWavFile } from '../../../fixtures/wav-file.ts';
import { readCodecBinary } from '../../../../tools/codecs/codec-binaries.ts';

const signal = new AbortController().signal;
const RATE = 24_000;
/** At how many places a file is broken off. */
const CUTS = isFullRun ? 50 : 12;
const codecs = createCodecRegistry({ loadBinary: readCodecBinary });

/** Two seconds of a rising tone, so that no shift of it is like another. */
const chirp = Float32Array.from({ length: 2 * RATE }, (_, index) => {
  const seconds = index / RATE;
  return 0.4 * Math.sin(2 * Math.PI * (300 * seconds + 400 * seconds * seconds));
});

async function encode(format: AudioFormat, samples = chirp): Promise<Uint8Array<ArrayBuffer>> {
  const codec = await codecs.load(format);
  const pcm = (async function* () {
    yield await Promise.resolve(samples);
  })();
  const parts: Uint8Array[] = [];
  for await (const part of codec.encode(pcm, { layout: 'complete', sampleRate: RATE, signal }))
    parts.push(part);
  return joinBytes(parts);
}

async function decode(bytes: BlobPart): Promise<Float32Array<ArrayBuffer>> {
  const parts: Float32Array[] = [];
  for await (const part of openSound(new Blob([bytes]), signal)) parts.push(part);
  return joinSamples(parts);
}

/** The lag, in samples, at which two sounds are most alike, and how alike they are there. */
function compare(
  one: Float32Array,
  other: Float32Array,
): { readonly lag: number; readonly likeness: number } {
  let best = { lag: 0, likeness: 0 };
  for (let lag = -800; lag <= 800; lag += 1) {
    let [product, energy, otherEnergy] = [0, 0, 0];
    for (let index = 4_000; index < 28_000; index += 5) {
      const [a, b] = [one[index]!, other[index + lag] ?? 0];
      product += a * b;
      energy += a * a;
      otherEnergy += b * b;
    }
    const likeness = product / Math.sqrt(energy * otherEnergy);
    if (likeness > best.likeness) best = { lag, likeness };
  }
  return best;
}

/** A-law and µ-law have one byte a sample; this is the table of the latter, the other way round. */
function toMuLaw(samples: Float32Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(samples, (sample) => {
    const magnitude = Math.min(32_635, Math.abs(Math.round(sample * 32_767))) + 132;
    const exponent = Math.max(0, Math.floor(Math.log2(magnitude)) - 7);
    const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
    return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
  });
}

/** Half a second of silence at each time, in seconds. */
async function toMatroska(starts: readonly number[]): Promise<Blob> {
  const target = new BufferTarget();
  const output = new Output({ format: new MkvOutputFormat(), target });
  const source = new EncodedAudioPacketSource('pcm-s16');
  output.addAudioTrack(source);
  await output.start();
  const metadata = {
    decoderConfig: { codec: 'pcm-s16', numberOfChannels: 1, sampleRate: HEARING_RATE },
  };
  for (const start of starts) {
    await source.add(new EncodedPacket(new Uint8Array(HEARING_RATE), 'key', start, 0.5), metadata);
  }
  await output.finalize();
  return new Blob([target.buffer ?? new ArrayBuffer()]);
}

describe('a sound file', () => {
  const reference = resample(chirp, { from: RATE, to: 16_000 });

  it.each<readonly [AudioFormat, number]>([
    ['wav', 0.9999],
    ['flac', 0.9999],
    ['mp3', 0.99],
    ['opus', 0.99],
  ])('of %s is decoded, each sample in its place', async (format, leastLikeness) => {
    const { lag, likeness } = compare(reference, await decode(await encode(format)));
    expect(Math.abs(lag)).toBeLessThanOrEqual(1);
    expect(likeness).toBeGreaterThan(leastLikeness);
  });

  it('of µ-law is decoded', async () => {
    const { lag, likeness } = compare(
      reference,
      await decode(toWavFile(toMuLaw(chirp), { rate: RATE, tag: 7, bits: 8 })),
    );
    expect(lag).toBe(0);
    expect(likeness).toBeGreaterThan(0.99);
  });

  it.each<AudioFormat>(['wav', 'flac', 'mp3', 'opus'])(
    'of %s that breaks off ends there or is refused, wherever that is',
    async (format) => {
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
      const bytes = await encode(format, chirp.subarray(0, RATE));
      for (let cut = 0; cut < CUTS; cut += 1) {
        const part = bytes.slice(0, Math.floor((bytes.length * cut) / CUTS));
        const samples = await decode(part).catch((error: unknown) => error);
        if (samples instanceof Float32Array) expect(samples.length).toBeLessThanOrEqual(18_000);
        else expect(samples).toMatchObject({ code: 'undecodable_audio', param: null });
      }
      warn.mockRestore();
    },
  );

  it.each([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('hello '.repeat(5_000))],
    ['the header of a WebM alone', Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x86, 0x81, 0x01)],
    ['a million samples a second', toWavFile(new Int16Array(48_000), { rate: 1_000_003 })],
    ['one sample a second', toWavFile(new Int16Array(48_000), { rate: 1 })],
    ['a WAV header alone', toWavFile(new Uint8Array(), { rate: RATE })],
  ])('that holds %s is refused in the words of OpenAI', async (_, bytes) => {
    await expect(decode(bytes)).rejects.toMatchObject({
      code: 'undecodable_audio',
      message:
        "Invalid file format. Supported formats: ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga', 'ogg', 'wav', 'webm']",
    });
  });

  it.each<readonly [string, number[], number]>([
    ['at 0', [0, 0.5], 1],
    ['at an hour, as a live stream that was cut does', [3_600, 3_600.5], 1],
    ['after a silence', [5, 5.5], 6],
    ['behind a gap', [0, 1.5], 2],
    ['behind a gap of eleven days, and another one', [0, 1e6, 1e6 + 2], 3],
    ['behind gaps that are too long together', [0, 7_200, 14_402, 14_404], 7_203],
  ])('whose parts of half a second begin %s is as long as it should be', async (_, starts, seconds) => {
    let sampleCount = 0;
    for await (const part of openSound(await toMatroska(starts), signal)) sampleCount += part.length;
    expect(sampleCount / HEARING_RATE).toBeCloseTo(seconds, 3);
  });

  it.each([
    ['at an hour, as a live stream that was cut does', [3_600, 3_600.5]],
    ['behind a gap of eleven days', [0, 1e6]],
  ])('whose parts begin %s is not measured by its times', async (_, starts) => {
    expect(await measureSound(await toMatroska(starts), 3_000, signal)).toBeLessThanOrEqual(1);
  });

  it.each(['mp3', 'wav', 'flac', 'opus', 'aac'] as const)('as %s is measured', async (format) => {
    expect(await measureSound(new Blob([await encode(format)]), 7_200, signal)).toBeCloseTo(2, 0);
  });

  it('that is none has no length', async () => {
    expect(await measureSound(new Blob(['hello']), 7_200, signal)).toBeNull();
  });

  it('is not decoded any further once nobody wants it', async () => {
    const controller = new AbortController();
    const sound = openSound(new Blob([await encode('flac')]), controller.signal);
    await sound.next();
    controller.abort();
    await expect(sound.next()).rejects.toMatchObject({ name: 'AbortError' });
  });
});

import type { AudioFormat } from '../../../src/contract/codec.ts';
/** The formats that are compressed or have a header. */
export const fileFormats = ['mp3', 'opus', 'aac', 'flac', 'wav'] as const;

export type FileFormat = (typeof fileFormats)[number];

/** How a format changes the length of a sound. */
export interface FormatLength {
  /** Samples that decoders put before the sound. */
  readonly delay: number;
  /** The sound ends on a whole frame of so many samples; 1 where the file tells where it ends. */
  readonly frame: number;
}

const exact: FormatLength = { delay: 0, frame: 1 };
const aac: FormatLength = { delay: 1024, frame: 1024 };

/** What FFmpeg hears of an answer that is streamed, and of one that is sent whole (`stream: false`). */
export const formatLengths: Readonly<
  Record<FileFormat, { readonly streamed: FormatLength; readonly whole: FormatLength }>
> = {
  mp3: { streamed: { delay: 1105, frame: 576 }, whole: exact },
  opus: { streamed: exact, whole: exact },
  aac: { streamed: aac, whole: aac },
  flac: { streamed: exact, whole: exact },
  wav: { streamed: exact, whole: exact },
};

/** Whether a format gives back exactly the samples that went in. */
export function isLossless(format: AudioFormat): boolean {
  return format === 'flac' || format === 'wav' || format === 'pcm' || format === 'raw';
}

/**
 * So many sentences, each of its own words, in English. None has the phoneme ᵻ: its tone, of 7 280 Hz, is where Opus saves
 * its bits.
 */
export function toSentences(count: number): string {
  const nouns = [
    'river',
    'garden',
    'window',
    'letter',
    'mountain',
    'candle',
    'harbour',
    'market',
    'engine',
    'forest',
  ];
  return Array.from(
    { length: count },
    (_, index) => `The ${nouns[index % nouns.length] ?? 'stone'} number ${index + 1} lies by the old wall.`,
  ).join(' ');
}

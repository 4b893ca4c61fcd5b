import type { FileKind } from '../../store/file-name.ts';

/** What each kind of file is called. */
export const kindLabels: Readonly<Record<FileKind, string>> = {
  mp3: 'MP3',
  wav: 'WAV (uncompressed)',
  opus: 'Opus (smallest)',
  aac: 'AAC',
  flac: 'FLAC (lossless)',
  pcm: 'PCM (bare samples)',
  srt: 'Subtitles (SRT)',
  vtt: 'Subtitles (WebVTT)',
};

const kiloBitRates: Partial<Record<FileKind, readonly number[]>> = {
  mp3: [32, 48, 64, 96, 128, 160],
  opus: [16, 24, 32, 48, 64, 96, 128],
  aac: [32, 48, 64, 96, 128],
};

/** Lists the bit rates that a kind offers, in bits a second; none where the kind has no choice. */
export function toBitRates(kind: FileKind): readonly number[] {
  return (kiloBitRates[kind] ?? []).map((rate) => rate * 1000);
}

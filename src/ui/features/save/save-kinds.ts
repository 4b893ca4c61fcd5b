import type { FileKind } from '../../store/file-name.ts';
import type { MessageKey } from '../../words/messages.ts';
import type { Words } from '../../words/words.ts';

/** The others are called by their names alone. */
const labels: Readonly<Partial<Record<FileKind, MessageKey>>> = {
  wav: 'save.wav',
  opus: 'save.opus',
  flac: 'save.flac',
  pcm: 'save.pcm',
  srt: 'save.srt',
  vtt: 'save.vtt',
};

/** Says what a kind of file is called. */
export function toKindLabel(kind: FileKind, say: Words['say']): string {
  const label = labels[kind];
  return label === undefined ? kind.toUpperCase() : say(label);
}

const kiloBitRates: Partial<Record<FileKind, readonly number[]>> = {
  mp3: [32, 48, 64, 96, 128, 160],
  opus: [16, 24, 32, 48, 64, 96, 128],
  aac: [32, 48, 64, 96, 128],
};

/** Lists the bit rates that a kind offers, in bits a second; none where the kind has no choice. */
export function toBitRates(kind: FileKind): readonly number[] {
  return (kiloBitRates[kind] ?? []).map((rate) => rate * 1000);
}

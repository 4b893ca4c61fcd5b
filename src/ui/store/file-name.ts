import { type SaveFormat, saveFormats } from '../../contract/settings.ts';

/** What can be saved of a take: its sound, or subtitles for it. */
export const fileKinds = [...saveFormats, 'srt', 'vtt'] as const;

/** One of `fileKinds`: a format of sound, or one of subtitles. */
export type FileKind = SaveFormat | 'srt' | 'vtt';

/** The media type that a file of each kind has. */
export const mediaTypes: Readonly<Record<FileKind, string>> = {
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  opus: 'audio/ogg',
  aac: 'audio/aac',
  flac: 'audio/flac',
  pcm: 'application/octet-stream',
  srt: 'application/x-subrip',
  vtt: 'text/vtt',
};

/** Names a file, without its extension, after the first words of its text. */
export function toFileStem(text: string): string {
  const words = text.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const name = words.slice(0, 6).join('-').toLowerCase().slice(0, 60);
  return name === '' ? 'sotto' : name;
}

/** Makes a name that a person typed fit for every file system; falls back to `standard` where nothing is left. */
export function toSafeStem(name: string, standard: string): string {
  const safe = name.normalize('NFC').replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu, '-');
  const stem = toTrimmed(safe).slice(0, 120);
  return stem === '' ? standard : stem;
}

/** Takes white space, full stops and hyphens off both ends. */
function toTrimmed(name: string): string {
  const isEdge = (index: number): boolean => /[\s.-]/u.test(name.charAt(index));
  let [start, end] = [0, name.length];
  while (start < end && isEdge(start)) start += 1;
  while (end > start && isEdge(end - 1)) end -= 1;
  return name.slice(start, end);
}

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { PackWriter } from './pack-writer.ts';

/** The wheel of pypinyin 0.55.0 as the Python package index has it. */
const pypinyinSha256 = 'd53b1e8ad2cdb815fb2cb604ed3123372f5a28c6f447571244aca36fc62a286f';

type Phrases = Readonly<Record<string, readonly (readonly string[])[]>>;

/** Packs the readings of phrases and characters from the file of the Python package `pypinyin`. Throws for any other file. */
export async function packMandarinPinyin(wheel: string): Promise<Uint8Array> {
  const bytes = await readFile(wheel);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== pypinyinSha256)
    throw new Error(`${wheel} is not pypinyin 0.55.0: its SHA-256 is ${sha256}.`);
  const files = unzipSync(bytes, { filter: ({ name }) => /(?:phrases|pinyin)_dict\.json$/.test(name) });
  const parse = (name: string): unknown =>
    JSON.parse(new TextDecoder().decode(files[`pypinyin/${name}.json`]));
  return pack(parse('phrases_dict') as Phrases, parse('pinyin_dict') as Record<string, string>);
}

function pack(phrases: Phrases, characters: Readonly<Record<string, string>>): Uint8Array {
  // Only the first reading of each character is used where it stands alone; phrases add theirs.
  const readings = new Map(
    Object.entries(characters).map(([code, list]) => [
      String.fromCodePoint(Number(code)),
      [toNumbered(list.split(',')[0] ?? '')],
    ]),
  );
  const words = Object.keys(phrases)
    .filter((phrase) => /^[\u4e00-\u9fff]+$/u.test(phrase))
    .sort();
  const phraseReadings = words.flatMap((word) =>
    (phrases[word] ?? []).map(([reading = ''], index) =>
      findReading(readings, word.charAt(index), toNumbered(reading)),
    ),
  );
  const list = [...readings.keys()].sort();
  const syllables = [...new Set(list.flatMap((character) => readings.get(character) ?? []))].sort();
  const writer = new PackWriter();
  writer.writeStrings(words);
  writer.writeBytes(Uint8Array.from(phraseReadings));
  writer.writeStrings(list);
  writer.writeBytes(Uint8Array.from(list, (character) => readings.get(character)?.length ?? 0));
  writer.writeNumbers(
    list.flatMap((character) =>
      (readings.get(character) ?? []).map((syllable) => syllables.indexOf(syllable)),
    ),
  );
  writer.writeText(syllables.join(' '));
  return writer.toBytes();
}

/** Returns which of a character's readings a syllable is, and adds it where it is new. */
function findReading(readings: Map<string, string[]>, character: string, syllable: string): number {
  const known = readings.get(character) ?? [];
  if (!known.includes(syllable)) known.push(syllable);
  readings.set(character, known);
  return known.indexOf(syllable);
}

const tones: Readonly<Record<string, string>> = {
  '\u0304': '1',
  '\u0301': '2',
  '\u030c': '3',
  '\u0300': '4',
};

/** Writes `lǜ` as `lv4`; a syllable without a tone ends in 5. */
export function toNumbered(syllable: string): string {
  const parts = Array.from(syllable.normalize('NFD').replace('u\u0308', 'v').replace('e\u0302', 'ê'));
  const tone = parts.find((part) => part in tones);
  const letters = parts
    .filter((part) => !(part in tones))
    .join('')
    .normalize('NFC');
  return letters.replace('ɡ', 'g') + (tones[tone ?? ''] ?? '5');
}

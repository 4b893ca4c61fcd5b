import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { writePack } from './write-pack.ts';
import { PackWriter } from './pack-writer.ts';
import { packWords, type WordLists } from './pack-words.ts';

/** The wheel of misaki 0.9.4 as the Python package index has it. */
const misakiSha256 = '90e2eeb169786c014c429e5058d2ea6bcd02d651f2a24450ba6c9ffc0f8da15a';

/** Reads files of misaki's Python package. Throws for any other package. */
async function openMisaki(wheel: string): Promise<(name: string) => string> {
  const bytes = await readFile(wheel);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== misakiSha256) throw new Error(`${wheel} is not misaki 0.9.4: its SHA-256 is ${sha256}.`);
  const files = unzipSync(bytes, { filter: ({ name }) => name.startsWith('misaki/data/') });
  return (name) => new TextDecoder().decode(files[`misaki/data/${name}`]);
}

/** Reads misaki's word lists. */
export async function readMisakiLists(wheel: string): Promise<Record<'us' | 'gb', WordLists>> {
  const read = await openMisaki(wheel);
  const parse = (name: string): WordLists['gold'] => JSON.parse(read(`${name}.json`)) as WordLists['gold'];
  return {
    us: { gold: parse('us_gold'), silver: parse('us_silver') },
    gb: { gold: parse('gb_gold'), silver: parse('gb_silver') },
  };
}

/** Packs the English word lists. */
export async function buildEnglishLists(wheel: string): Promise<void> {
  const lists = await readMisakiLists(wheel);
  await writePack('english-us', packWords(lists.us));
  await writePack('english-gb', packWords(lists.gb));
}

/** Packs the Japanese words that misaki writes as one. */
export async function buildJapaneseJoins(wheel: string): Promise<void> {
  const read = await openMisaki(wheel);
  const words = new Set(
    read('ja_words.txt')
      .split('\n')
      .map((line) => line.trim()),
  );
  words.delete('');
  const writer = new PackWriter();
  writer.writeStrings([...words].sort());
  await writePack('japanese-joins', writer.toBytes());
}

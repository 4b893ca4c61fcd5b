import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packFiles } from '../../src/phonemes/packs/packs.ts';
import { compressPack } from './write-pack.ts';
import { packJapaneseDictionary } from './japanese-dictionary.ts';
import { packMandarinWords } from './mandarin-words.ts';

/** Where packs lie that are made of packages of npm. */
export const BUILT_PACKS_DIR = join(import.meta.dirname, '../../.cache/g2p');

/** Makes the packs whose data come from packages of npm; the others are in `data/g2p/`. */
export const packMakers = {
  'japanese-dictionary': packJapaneseDictionary,
  'mandarin-words': packMandarinWords,
} as const;

type BuiltPack = keyof typeof packMakers;

/** Makes the packs that are missing in `BUILT_PACKS_DIR`. Throws where a pack is not the one that the manifest names. */
export async function buildPacks(): Promise<void> {
  await mkdir(BUILT_PACKS_DIR, { recursive: true });
  const names = Object.keys(packMakers) as BuiltPack[];
  const files = names.map((name) => packFiles[name].file);
  const former = (await readdir(BUILT_PACKS_DIR)).filter(
    (file) => file.endsWith('.pack') && !files.includes(file),
  );
  await Promise.all([...names.map(buildPack), ...former.map((file) => rm(join(BUILT_PACKS_DIR, file)))]);
}

async function buildPack(name: BuiltPack): Promise<void> {
  const { file, sha256 } = packFiles[name];
  const target = join(BUILT_PACKS_DIR, file);
  const known = await readFile(target).catch(() => null);
  if (known !== null && toSha256(known) === sha256) return;
  const packed = compressPack(await packMakers[name]());
  if (toSha256(packed) !== sha256) {
    throw new Error(`${name} has changed: write it to the manifest with "npx tsx tools/g2p/main.ts npm".`);
  }
  // Two builds at once each write a file of their own.
  const draft = `${target}.${process.pid}`;
  await writeFile(draft, packed);
  await rename(draft, target);
}

function toSha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'fflate';

const folder = join(import.meta.dirname, '../../data/g2p');
const manifestFile = join(import.meta.dirname, '../../src/phonemes/packs/manifest.json');

/** Writes a pack into `data/g2p/`, compressed and named by its hash, in place of its former version; notes it in the manifest. */
export async function writePack(name: string, bytes: Uint8Array): Promise<void> {
  const packed = compressPack(bytes);
  const file = await notePack(name, packed);
  await mkdir(folder, { recursive: true });
  const former = (await readdir(folder)).filter(
    (other) => other.startsWith(`${name}.`) && other.endsWith('.pack'),
  );
  await Promise.all(former.map((other) => rm(join(folder, other))));
  await writeFile(join(folder, file), packed);
  console.log(`${file}: ${packed.length} bytes (${bytes.length} inflated)`);
}

/** Compresses a pack to the same bytes on every machine, which zlib does not. */
export function compressPack(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 9, mtime: 0 });
}

/** Notes a compressed pack in the manifest, and returns the name of its file. */
export async function notePack(name: string, packed: Uint8Array): Promise<string> {
  const sha256 = createHash('sha256').update(packed).digest('hex');
  const file = `${name}.${sha256.slice(0, 8)}.pack`;
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8').catch(() => '{}')) as Record<
    string,
    unknown
  >;
  manifest[name] = { file, sha256, byteLength: packed.length };
  const sorted = Object.fromEntries(
    Object.entries(manifest).sort(([first], [second]) => (first < second ? -1 : 1)),
  );
  await writeFile(manifestFile, `${JSON.stringify(sorted, null, 2)}\n`);
  return file;
}

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const folder = join(import.meta.dirname, '../../data/g2p');
const manifestFile = join(import.meta.dirname, '../../src/phonemes/packs/manifest.json');

/** Writes a pack into `data/g2p/`, compressed and named by its hash, in place of its former version; notes it in the manifest. */
export async function writePack(name: string, bytes: Uint8Array): Promise<void> {
  const packed = gzipSync(bytes, { level: 9 });
  const sha256 = createHash('sha256').update(packed).digest('hex');
  const file = `${name}.${sha256.slice(0, 8)}.pack`;
  await mkdir(folder, { recursive: true });
  const former = (await readdir(folder)).filter(
    (other) => other.startsWith(`${name}.`) && other.endsWith('.pack'),
  );
  await Promise.all(former.map((other) => rm(join(folder, other))));
  await writeFile(join(folder, file), packed);
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8').catch(() => '{}')) as Record<
    string,
    unknown
  >;
  manifest[name] = { file, sha256, byteLength: packed.length };
  const sorted = Object.fromEntries(
    Object.entries(manifest).sort(([first], [second]) => (first < second ? -1 : 1)),
  );
  await writeFile(manifestFile, `${JSON.stringify(sorted, null, 2)}\n`);
  console.log(`${file}: ${packed.length} bytes (${bytes.length} inflated)`);
}

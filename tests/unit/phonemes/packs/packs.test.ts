import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inflatePack } from '../../../../src/phonemes/packs/inflate-pack.ts';
import { packFiles } from '../../../../src/phonemes/packs/packs.ts';

const folder = join(import.meta.dirname, '../../../../data/g2p');

describe('packs', () => {
  it.each(Object.entries(packFiles))(
    '%s is the file that the manifest names, and small',
    async (_name, pack) => {
      const bytes = await readFile(join(folder, pack.file));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(pack.sha256);
      expect(pack.file).toContain(pack.sha256.slice(0, 8));
      expect(bytes.length).toBe(pack.byteLength);
      expect(bytes.length).toBeLessThanOrEqual(1_050_000);
    },
  );

  it('are all that lies there', async () => {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.pack'));
    expect(files.sort()).toEqual(
      Object.values(packFiles)
        .map(({ file }) => file)
        .sort(),
    );
  });

  it('are refused where they are no gzip stream', async () => {
    await expect(inflatePack(new Uint8Array([1, 2, 3]))).rejects.toThrow();
  });
});

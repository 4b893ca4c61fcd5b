import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inflatePack } from '../../../../src/phonemes/packs/inflate-pack.ts';
import { packFiles, type PackName } from '../../../../src/phonemes/packs/packs.ts';
import { packMakers } from '../../../../tools/g2p/build-packs.ts';
import { readPack } from '../../../fixtures/read-pack.ts';

const folder = join(import.meta.dirname, '../../../../data/g2p');

describe('packs', () => {
  it.each(Object.entries(packFiles))(
    '%s is the file that the manifest names, and small',
    async (name, pack) => {
      const bytes = await readPack(name as PackName);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(pack.sha256);
      expect(pack.file).toContain(pack.sha256.slice(0, 8));
      expect(bytes.length).toBe(pack.byteLength);
      expect(bytes.length).toBeLessThanOrEqual(name.startsWith('english') ? 1_050_000 : 2_800_000);
    },
  );

  it('are all that lies there, but those that the build makes', async () => {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.pack'));
    expect(files.sort()).toEqual(
      Object.entries(packFiles)
        .filter(([name]) => !(name in packMakers))
        .map(([, { file }]) => file)
        .sort(),
    );
  });

  it('are refused where they are no gzip stream', async () => {
    await expect(inflatePack(new Uint8Array([1, 2, 3]))).rejects.toThrow();
  });
});

import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeToneMirror } from '../../../tools/tone-model.ts';

interface Entry {
  readonly path?: string;
  readonly bytes: number;
  readonly sha256: string;
}

interface Catalog {
  readonly models: readonly {
    readonly id: string;
    readonly repo: string;
    readonly revision: string;
    readonly files: Record<string, Entry>;
    readonly weights: Record<string, Entry>;
  }[];
}

describe('a model mirror', () => {
  let dir: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'sotto-mirror-'));
  });

  afterEach(() => rm(dir, { recursive: true }));

  const readCatalog = async (): Promise<Catalog> =>
    JSON.parse(await readFile(join(dir, 'catalog.json'), 'utf8')) as Catalog;

  it('lists every file with the size and the hash that it has', async () => {
    await writeToneMirror(dir);
    const model = (await readCatalog()).models[0]!;
    expect(model.id).toBe('kokoro-82m');
    const root = join(dir, model.repo, 'resolve', model.revision);
    const entries = [
      ...Object.entries(model.files),
      ...Object.values(model.weights).map((entry) => [entry.path!, entry] as const),
    ];
    expect(entries).toHaveLength(5);
    for (const [path, entry] of entries) {
      const content = await readFile(join(root, path));
      expect(content.byteLength).toBe(entry.bytes);
      expect(createHash('sha256').update(content).digest('hex')).toBe(entry.sha256);
    }
  });

  it('has the small files byte for byte as they are published', async () => {
    await writeToneMirror(dir);
    const { files } = (await readCatalog()).models[0]!;
    expect(files['config.json']?.sha256).toBe(
      'df34b4f930b23447cd4dc410fabfb42eb3f24e803e6c3f97d618fb359380a36f',
    );
    expect(files['tokenizer.json']?.sha256).toBe(
      '77a02c8e164413299b4b4c403b14f8e0e1c1b727db4d46a09d6327b861060a34',
    );
    expect(files['tokenizer_config.json']?.sha256).toBe(
      'be1cb066d6ef6b074b3f15e6a6dd21ac88ff3cdaedf325f0aaed686c70f75d20',
    );
  });

  it('is written again only where its content differs', async () => {
    await writeToneMirror(dir);
    const model = (await readCatalog()).models[0]!;
    const root = join(dir, model.repo, 'resolve', model.revision);
    const before = await stat(join(root, 'onnx/model.onnx'));
    await writeFile(join(root, 'config.json'), '{}');
    await writeToneMirror(dir);
    expect((await stat(join(root, 'onnx/model.onnx'))).mtimeMs).toBe(before.mtimeMs);
    expect((await stat(join(root, 'config.json'))).size).toBe(44);
  });
});

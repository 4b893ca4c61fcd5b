import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { officialModels } from '../../../src/models/catalog/model-catalog.ts';
import { findMirror, readMirror } from '../../../tools/bench/mirror.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-mirror-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

interface Weights {
  readonly path: string;
  readonly sha256: string;
  readonly repo?: string;
  readonly revision?: string;
}

async function writeCatalog(
  weights: Readonly<Record<string, Weights>>,
  files: readonly string[],
): Promise<void> {
  const hearing = { id: 'ear', kind: 'hearing', repo: 'a/b', revision: 'c', weights: { q8: { files: [] } } };
  const model = { id: 'kokoro-82m', repo: 'owner/voice', revision: 'abc', files: {}, weights };
  await writeFile(join(folder, 'catalog.json'), JSON.stringify({ models: [hearing, model] }));
  for (const path of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), 'weights');
  }
}

const madeUp = createHash('sha256').update('weights').digest('hex');
const official = officialModels[0]?.weights.get('q8')?.[0]?.sha256 ?? '';

test('a mirror with q8 alone is measured in q8', async () => {
  const path = 'owner/voice/resolve/abc/onnx/q8.onnx';
  await writeCatalog({ q8: { path: 'onnx/q8.onnx', sha256: official } }, [path]);
  const model = await readMirror(folder);
  expect(model).toMatchObject({ mainDtype: 'q8', isOfficial: true });
  expect([...model.weights]).toEqual([['q8', path]]);
});

test('weights that are named and not there are not measured, and others may lie in a repository of their own', async () => {
  const other = { repo: 'owner/half', revision: 'def' };
  await writeCatalog(
    {
      q8: { path: 'onnx/q8.onnx', sha256: official },
      fp16: { path: 'onnx/half.onnx', sha256: madeUp, ...other },
    },
    ['owner/half/resolve/def/onnx/half.onnx'],
  );
  expect(await readMirror(folder)).toMatchObject({
    mainDtype: 'fp16',
    isOfficial: false,
    weights: new Map([['fp16', 'owner/half/resolve/def/onnx/half.onnx']]),
  });
});

test('the first folder that has weights is taken, and none where there are none', async () => {
  expect(await findMirror([join(folder, 'nowhere'), folder])).toBeNull();
  await writeCatalog({ q8: { path: 'q8.onnx', sha256: madeUp } }, []);
  expect(await findMirror([folder])).toBeNull();
  await writeCatalog({ q8: { path: 'q8.onnx', sha256: madeUp } }, ['owner/voice/resolve/abc/q8.onnx']);
  expect(await findMirror([join(folder, 'nowhere'), folder])).toBe(folder);
});

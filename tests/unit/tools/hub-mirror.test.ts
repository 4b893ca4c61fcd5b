import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseModelCatalog } from '../../../src/models/catalog/model-catalog-parse.ts';
import type { ModelEntry } from '../../../src/models/catalog/model-catalog-entry.ts';
import type { Dtype } from '../../../src/contract/engine-status.ts';
import { writeHubMirror } from '../../../tools/models/write-hub-mirror.ts';
import { startFileServer, type FileServer } from '../../fixtures/file-server.ts';

const ROOT = 'owner/voice/resolve/abc';
const q8 = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7) % 251);
const contents: Readonly<Record<string, Uint8Array>> = {
  'config.json': new TextEncoder().encode('{}'),
  'onnx/q8.onnx': q8,
  'onnx/fp32.onnx': q8.map((byte) => byte ^ 1),
};

let hub: FileServer;
let folder: string;
let model: ModelEntry;

beforeEach(async () => {
  hub = await startFileServer();
  folder = await mkdtemp(join(tmpdir(), 'hub-mirror-'));
  for (const [path, bytes] of Object.entries(contents)) hub.files.set(`${ROOT}/${path}`, bytes);
  const describe = (path: string): object => {
    const bytes = contents[path] ?? new Uint8Array();
    return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  const entry = {
    ...{
      id: 'voice',
      created: 1,
      repo: 'owner/voice',
      revision: 'abc',
      files: { 'config.json': describe('config.json') },
    },
    weights: { fp32: describe('onnx/fp32.onnx'), q8: describe('onnx/q8.onnx') },
  };
  [model] = parseModelCatalog({ models: [entry] }, 'the test') as [ModelEntry];
});

afterEach(async () => {
  await hub.close();
  await rm(folder, { recursive: true });
});

function write(dtypes: readonly Dtype[], heard: number[] = []): Promise<void> {
  const { signal } = new AbortController();
  const onProgress = (_: unknown, heldBytes: number): number => heard.push(heldBytes);
  return writeHubMirror({ folder, model, dtypes, hubUrl: hub.baseUrl, signal, onProgress });
}

async function readCatalog(): Promise<readonly ModelEntry[]> {
  return parseModelCatalog(JSON.parse(await readFile(join(folder, 'catalog.json'), 'utf8')), 'the mirror');
}

test('holds the chosen weights, byte for byte, and a catalogue that the app reads', async () => {
  const heard: number[] = [];
  await write(['q8'], heard);
  expect(new Uint8Array(await readFile(join(folder, ROOT, 'onnx/q8.onnx')))).toEqual(q8);
  expect(await readdir(join(folder, ROOT, 'onnx'))).toEqual(['q8.onnx']);
  const [entry] = await readCatalog();
  expect(entry).toEqual({ ...model, weights: new Map([['q8', model.weights.get('q8')]]) });
  expect(heard.at(-1)).toBe(q8.length);
});

test('keeps what the catalogue named before, and fetches nothing twice', async () => {
  await write(['q8']);
  const other = { id: 'other', kind: 'hearing', anything: [1] };
  const catalog = JSON.parse(await readFile(join(folder, 'catalog.json'), 'utf8')) as { models: object[] };
  await writeFile(join(folder, 'catalog.json'), JSON.stringify({ models: [other, ...catalog.models] }));
  hub.requests.length = 0;
  await write(['fp32']);
  expect(hub.requests.every(({ path }) => path.endsWith('fp32.onnx'))).toBe(true);
  const { models } = JSON.parse(await readFile(join(folder, 'catalog.json'), 'utf8')) as {
    models: readonly [object, { weights: object }];
  };
  expect(models[0]).toEqual(other);
  expect(Object.keys(models[1].weights).sort()).toEqual(['fp32', 'q8']);
});

test('goes on where an earlier call was cut', async () => {
  hub.fault = ({ path }) => (path.endsWith('q8.onnx') ? { cutAfterBytes: 100_000 } : {});
  const controller = new AbortController();
  const stopped = writeHubMirror({
    ...{ folder, model, dtypes: ['q8'], hubUrl: hub.baseUrl, signal: controller.signal },
    onProgress: (file, heldBytes) => {
      if (file.path === 'onnx/q8.onnx' && heldBytes >= 50_000) controller.abort();
    },
  });
  await expect(stopped).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  hub.fault = () => ({});
  hub.requests.length = 0;
  await write(['q8']);
  const { range } = hub.requests.find(({ path }) => path.endsWith('q8.onnx')) ?? { range: null };
  expect(Number(/bytes=(\d+)-/.exec(range ?? '')?.[1])).toBeGreaterThanOrEqual(50_000);
  expect(new Uint8Array(await readFile(join(folder, ROOT, 'onnx/q8.onnx')))).toEqual(q8);
});

test('refuses a file with another content, and says which', async () => {
  hub.files.set(
    `${ROOT}/onnx/q8.onnx`,
    q8.map(() => 1),
  );
  await expect(write(['q8'])).rejects.toThrow(/onnx\/q8\.onnx .* is not the file that was expected/);
  expect(await readdir(join(folder, ROOT, 'onnx'))).toEqual([]);
});

test('does not take a catalogue that cannot be read for an empty one', async () => {
  await mkdir(join(folder, 'catalog.json'));
  await expect(write(['q8'])).rejects.toMatchObject({ code: 'EISDIR' });
  expect(await readdir(folder)).not.toContain('catalog.json.part');
});

test('says in one line that the hub cannot be reached', async () => {
  const { baseUrl } = hub;
  await hub.close();
  const outcome: unknown = await write(['q8']).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(Error);
  expect(String(outcome)).toContain(`could not be fetched from ${baseUrl}`);
  expect(String(outcome)).not.toContain('\n');
  hub = await startFileServer();
});

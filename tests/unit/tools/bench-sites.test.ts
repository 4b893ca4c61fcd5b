import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMirror } from '../../../tools/bench/mirror.ts';
import { openSites, type Sites } from '../../../tools/bench/sites.ts';
import { buildToneModel, writeToneMirror } from '../../../tools/tone-model.ts';

const hub = 'hub/onnx-community/Kokoro-82M-v1.0-ONNX/resolve/main';
const kokoroJs = join(import.meta.dirname, '../../../node_modules/kokoro-js');

describe('the sites of the benchmark', () => {
  let dir: string;
  let sites: Sites;

  const read = async (url: string): Promise<Buffer> => {
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    return Buffer.from(await response.arrayBuffer());
  };

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'sotto-sites-'));
    const [models, dist, pages] = [join(dir, 'models'), join(dir, 'dist'), join(dir, 'pages')];
    await writeToneMirror(models);
    await mkdir(dist);
    await mkdir(pages);
    await writeFile(join(dist, 'index.html'), 'the app');
    await writeFile(join(pages, 'app.js'), 'export {}');
    sites = await openSites({ dist, models, pages, model: await readMirror(models) });
  });

  afterAll(async () => {
    sites.close();
    await rm(dir, { recursive: true });
  });

  test("give kokoro-js the hub's files from the mirror, whatever the revision", async () => {
    const model = await read(`${sites.stockUrl}${hub}/onnx/model.onnx`);
    expect(model.equals(buildToneModel())).toBe(true);
    const voice = await read(`${sites.stockUrl}${hub}/voices/af_heart.bin`);
    expect(voice.equals(await readFile(join(kokoroJs, 'voices/af_heart.bin')))).toBe(true);
    expect((await read(`${sites.stockUrl}${hub}/config.json`)).length).toBe(44);
  });

  test('give kokoro-js itself as it is published, and the runtime that it was built with', async () => {
    const script = await read(`${sites.stockUrl}kokoro-js/kokoro.web.js`);
    expect(script.equals(await readFile(join(kokoroJs, 'dist/kokoro.web.js')))).toBe(true);
    const runtime = await read(`${sites.stockUrl}ort/ort-wasm-simd-threaded.jsep.wasm`);
    expect([...runtime.subarray(0, 4)]).toEqual([0, 0x61, 0x73, 0x6d]);
  });

  test('serve the app and, beside it, the programs that measure it', async () => {
    expect((await read(sites.appUrl)).toString()).toBe('the app');
    expect((await read(`${sites.appUrl}bench/app.js`)).toString()).toBe('export {}');
    expect((await fetch(`${sites.appUrl}bench/none.js`)).status).toBe(404);
  });
});

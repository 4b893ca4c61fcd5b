import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSottoServer } from '../../../tools/server/create-server.ts';
import { serveFiles } from '../../../tools/server/serve-files.ts';

const script = 'export const words = "quiet ";\n'.repeat(400);
const bytes = Buffer.alloc(5_000, 'wasm');

let folder: string;
let server: Server;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'server-'));
  const [dist, models] = [join(folder, 'dist'), join(folder, 'models')];
  await mkdir(dist);
  await mkdir(models);
  await writeFile(join(dist, 'app.js'), script);
  await writeFile(join(dist, 'ort.wasm'), bytes);
  await mkdir(join(dist, 'assets'));
  await writeFile(join(dist, 'assets/app-CqQXOCvs.js'), script);
  await writeFile(join(dist, 'espeak-ng.data'), script);
  await writeFile(join(models, 'config.json'), script);
  server = createSottoServer({ dist, models });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection that is kept open for the next request would have the server wait for seconds.
  server.closeAllConnections();
  await closed;
  await rm(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Asks without undoing what the server does to the bytes, as `fetch` would. */
function ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    get({ port, path, headers: { 'Accept-Encoding': 'gzip', ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      );
    }).on('error', reject);
  });
}

describe('the server', () => {
  it('sends text compressed to those who take it so, and whole to the others', async () => {
    const { headers, body } = await ask('/app.js');
    expect(headers['content-encoding']).toBe('gzip');
    expect(headers.vary).toBe('Accept-Encoding');
    expect(gunzipSync(body).toString()).toBe(script);
    const plain = await ask('/app.js', { 'Accept-Encoding': 'identity' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.body.toString()).toBe(script);
  });

  it('sends ranges, WebAssembly and model files as they lie there', async () => {
    const range = await ask('/app.js', { Range: 'bytes=7-11' });
    expect([range.status, range.body.toString()]).toEqual([206, 'const']);
    const wasm = await ask('/ort.wasm');
    expect(wasm.headers['content-type']).toBe('application/wasm');
    expect(wasm.body.equals(bytes)).toBe(true);
    const model = await ask('/models/config.json');
    expect(model.body.toString()).toBe(script);
  });

  it('compresses eSpeak’s data, whose ending says nothing', async () => {
    const { headers, body } = await ask('/espeak-ng.data');
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(body).toString()).toBe(script);
  });

  it('has the browser keep what is named by its content, and ask for everything else', async () => {
    const { headers } = await ask('/assets/app-CqQXOCvs.js');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await ask('/app.js')).headers['cache-control']).toBe('no-cache');
    // An update may bring a file that is missing now.
    const missing = await ask('/assets/app-AAAAAAAA.js');
    expect([missing.status, missing.headers['cache-control']]).toEqual([404, undefined]);
  });

  it('answers 304 for what has not changed, and 404 for what is not there', async () => {
    const { etag = '' } = (await ask('/app.js')).headers;
    expect((await ask('/app.js', { 'If-None-Match': etag })).status).toBe(304);
    expect((await ask('/none.js')).status).toBe(404);
    expect((await ask('/models/none.onnx')).status).toBe(404);
  });

  it.each(['5-2', '0-0', '-500', '1-2,4-5', 'x-', '-', '99999999999999999999-'])(
    'sends the whole file for the range %s, and lives on',
    async (range) => {
      const { status, body } = await ask('/models/config.json', { Range: `bytes=${range}` });
      expect([status, body.toString()]).toEqual([200, script]);
    },
  );

  it('says where a file ends that is shorter than the range', async () => {
    const { status, headers } = await ask('/ort.wasm', { Range: 'bytes=6000-' });
    expect([status, headers['content-range']]).toEqual([416, 'bytes */5000']);
  });

  it.each(['/.env', '/%2eenv', '/.git/config', '/models/.env', '/models/%2Egit%2fconfig', '/%', '/a%00b'])(
    'does not have %s',
    async (path) => {
      for (const dir of [folder, join(folder, 'dist'), join(folder, 'models')]) {
        await writeFile(join(dir, '.env'), 'SECRET');
        await mkdir(join(dir, '.git'), { recursive: true });
        await writeFile(join(dir, '.git/config'), 'SECRET');
      }
      const { status, body } = await ask(path, { 'Accept-Encoding': 'identity' });
      expect(status).toBe(404);
      expect(body.toString()).not.toContain('SECRET');
    },
  );

  it('isolates the page, and says where the API is', async () => {
    const { headers } = await ask('/app.js');
    expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'self'");
    for (const path of ['/v1/models', '/api/v1/models', '/openai/v1/models']) {
      const api = await ask(path, { 'Accept-Encoding': 'identity' });
      expect(api.status).toBe(503);
      expect(JSON.parse(api.body.toString())).toMatchObject({ error: { code: 'engine_unavailable' } });
    }
  });
});

describe('a file that goes between a look at it and its reading', () => {
  it('costs its request, and not the process', async () => {
    const lost = join(folder, 'dist/ort.wasm');
    const losing = createServer(
      serveFiles(join(folder, 'dist'), {
        // Asked once sirv has found the file, and before it opens it.
        isImmutable: (file) => {
          if (file === 'ort.wasm') rmSync(lost);
          return false;
        },
      }),
    );
    await new Promise<void>((resolve) => losing.listen(0, '127.0.0.1', resolve));
    const { port } = losing.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    await expect(fetch(`${url}/ort.wasm`).then((answer) => answer.arrayBuffer())).rejects.toThrow();
    expect(await (await fetch(`${url}/app.js`)).text()).toBe(script);
    losing.closeAllConnections();
    await new Promise((resolve) => losing.close(resolve));
  });
});

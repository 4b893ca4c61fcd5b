import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveSite } from '../../../../src/guest/vite/serve-site.ts';
import { toBaseExpression } from '../../../../src/guest/vite/to-base-expression.ts';
import { listenLocally } from '../../../../tools/server/serve-folders.ts';

describe('the address of the site in its code', () => {
  it.each([
    { base: '/', fileName: 'assets/index.js', code: '"/"' },
    { base: '/app/', fileName: 'assets/index.js', code: '"/app/"' },
    { base: './', fileName: 'index.js', code: 'new URL("./", import.meta.url).href' },
    { base: './', fileName: 'assets/index.js', code: 'new URL("../", import.meta.url).href' },
    { base: '', fileName: 'a/b/index.js', code: 'new URL("../../", import.meta.url).href' },
  ])('$base, seen from $fileName', ({ base, fileName, code }) => {
    expect(toBaseExpression(base, fileName)).toBe(code);
  });
});

describe('Sotto’s files in development', () => {
  let folder: string;
  const serve = (
    request: Parameters<ReturnType<typeof serveSite>>[0],
    response: Parameters<ReturnType<typeof serveSite>>[1],
  ): void => serveSite(join(folder, 'site'), '/app/')(request, response, () => response.writeHead(404).end());
  const server = createServer(serve);
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sotto-vite-'));
    await mkdir(join(folder, 'site/sotto'), { recursive: true });
    await writeFile(join(folder, 'site/sotto-service-worker.js'), 'worker');
    await writeFile(join(folder, 'site/sotto/a.wasm'), 'binary');
    await writeFile(join(folder, 'secret.txt'), 'secret');
    url = await listenLocally(server);
  });

  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });

  it.each([
    { path: 'app/sotto-service-worker.js', status: 200, type: 'text/javascript' },
    { path: 'sotto-service-worker.js?v=1', status: 200, type: 'text/javascript' },
    { path: 'app/sotto/a.wasm', status: 200, type: 'application/wasm' },
    { path: 'app/sotto/', status: 404, type: null },
    { path: 'app/sotto/gone.js', status: 404, type: null },
    { path: 'app/src/main.js', status: 404, type: null },
    { path: 'app/sotto/%2e%2e/%2e%2e/secret.txt', status: 404, type: null },
    { path: 'app/sotto/..%2f..%2fsecret.txt', status: 404, type: null },
  ])('answers $path with $status', async ({ path, status, type }) => {
    const response = await fetch(url + path);
    expect(response.status).toBe(status);
    expect(response.headers.get('Content-Type')).toBe(type);
  });
});

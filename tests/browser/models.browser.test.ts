import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, openApp, test, visitedTest } from './support/app-test.ts';
import { openSite, toneModels } from './support/site.ts';
import { fetchInPage, speakInPage } from './support/speech-fetch.ts';

const hello = { input: 'Hello.', response_format: 'wav' };

interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string };
}

test('a file whose hash is wrong is refused by name, with what was expected and what came', async ({
  page,
}) => {
  const models = mkdtempSync(join(tmpdir(), 'sotto-models-'));
  cpSync(toneModels, models, { recursive: true });
  const weights = findFile(models, 'model_quantized.onnx');
  const bytes = readFileSync(weights);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  writeFileSync(weights, bytes);

  const site = await openSite({ models });
  await openApp(page, site.url);
  const answer = await speakInPage(page, hello);
  expect(answer.status).toBeGreaterThanOrEqual(500);
  const { error } = JSON.parse(answer.body.toString()) as ErrorBody;
  expect(error.message).toContain('model_quantized.onnx');
  expect(error.message).toMatch(/[0-9a-f]{8}.*[0-9a-f]{8}/s);

  // Once the mirror is mended, the same page loads it: the bad file was not kept.
  cpSync(findFile(toneModels, 'model_quantized.onnx'), weights);
  expect((await speakInPage(page, hello)).status).toBe(200);
  await site.close();
  rmSync(models, { recursive: true });
});

test('a download that is cut half way goes on where it was cut', async ({ page }) => {
  const weights = readFileSync(findFile(toneModels, 'model_quantized.onnx'));
  const ranges: (string | undefined)[] = [];
  const site = await openSite({
    intercept: (request, response) => {
      if (request.url?.endsWith('/model_quantized.onnx') !== true) return false;
      ranges.push(request.headers.range);
      if (ranges.length > 1) return false;
      cutHalfWay(response, weights);
      return true;
    },
  });
  await openApp(page, site.url);
  const answer = await speakInPage(page, hello);
  expect(answer.status).toBe(200);
  expect(answer.headers['x-sotto-engine']).toBe('kokoro');
  const resumed = /^bytes=(\d+)-/.exec(ranges[1] ?? '')?.[1];
  expect(Number(resumed)).toBe(Math.floor(weights.length / 2));
  await site.close();
});

visitedTest('loading and unloading by the API changes the state that it reports', async ({ app }) => {
  const state = async (): Promise<unknown> => {
    const { body } = await fetchInPage(app, '/v1/engine');
    return (JSON.parse(body.toString()) as { state: string }).state;
  };
  expect(await state()).toBe('idle');
  expect((await fetchInPage(app, '/v1/engine/load', { method: 'POST' })).status).toBe(200);
  expect(await state()).toBe('ready');
  await fetchInPage(app, '/v1/engine', { method: 'DELETE' });
  expect(await state()).toBe('idle');
  const refused = await fetchInPage(app, '/v1/engine', { method: 'PATCH', json: { device: 'abacus' } });
  expect(refused.status).toBe(400);
});

/** Sends a whole file's head and half of its bytes, then hangs up. */
function cutHalfWay(response: ServerResponse, bytes: Buffer): void {
  response.writeHead(200, { 'Content-Length': bytes.length, 'Cross-Origin-Resource-Policy': 'same-origin' });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
    // The half must leave this socket before it closes.
    setTimeout(() => response.destroy(), 200);
  });
}

function findFile(folder: string, name: string): string {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith(`/${name}`),
  );
  if (found === undefined) throw new Error(`${folder} has no ${name}`);
  return join(folder, found);
}

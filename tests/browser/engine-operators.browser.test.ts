import type * as OrtModule from 'onnxruntime-web';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toFrameCounts } from '../../src/engine/kokoro/to-frame-counts.ts';
import { compareSounds, toSound, type Sound } from '../../src/engine/verify/compare-sounds.ts';
import { splitModel } from '../../src/engine/onnx/split-model.ts';
import { fixNoise } from '../../src/engine/verify/fix-noise.ts';
import { judgeDistance, noSpread } from '../../src/engine/verify/judge.ts';
import { createShapeModel } from '../fixtures/shape-variants.ts';
import { spoils } from '../fixtures/session-faults.ts';
import { expect, openApp, test } from './support/app-test.ts';
import { openSite, type Site } from './support/site.ts';

const ORT = join(import.meta.dirname, '../../node_modules/onnxruntime-web/dist');

/** Few, since a GPU made of software is slow. */
const tokenIds = [0, 50, 83, 54, 156, 57, 135, 4, 0];

interface PageOutput {
  readonly samples: readonly number[];
  readonly durations: readonly number[];
}

/** Serves a model and ONNX Runtime beside the app. */
function openModelSite(model: Uint8Array): Promise<Site> {
  return openSite({
    intercept: ({ url = '' }, response) => {
      if (url === '/test/model.onnx') {
        response.end(model);
        return true;
      }
      const name = /^\/test\/(ort[\w.-]+)$/.exec(url)?.[1];
      if (name === undefined) return false;
      response.setHeader('Content-Type', name.endsWith('.wasm') ? 'application/wasm' : 'text/javascript');
      readFile(join(ORT, name)).then(
        (file) => response.end(file),
        () => response.writeHead(404).end(),
      );
      return true;
    },
  });
}

test('every operator of Kokoro gives on WebGPU what it gives on WASM', async ({ page }) => {
  test.setTimeout(300_000);
  const model = createShapeModel();
  expect(fixNoise(model)).toBe(true);
  const site = await openModelSite(model);
  await openApp(page, site.url);

  const render = async (device: 'wasm' | 'webgpu'): Promise<Sound> => {
    const output = await page.evaluate(
      async ({ device, tokenIds }): Promise<PageOutput> => {
        const path = '/test/ort.webgpu.min.mjs';
        const ort = (await import(path)) as typeof OrtModule;
        ort.env.wasm.wasmPaths = new URL('/test/', location.href).href;
        ort.env.wasm.numThreads = 1;
        const bytes = new Uint8Array(await (await fetch('/test/model.onnx')).arrayBuffer());
        const session = await ort.InferenceSession.create(bytes, {
          executionProviders: [device],
          logSeverityLevel: 3,
        });
        const style = Float32Array.from({ length: 256 }, (_, index) => 0.3 * Math.sin(index * 1.7));
        const results = await session.run({
          input_ids: new ort.Tensor('int64', BigInt64Array.from(tokenIds, BigInt), [1, tokenIds.length]),
          style: new ort.Tensor('float32', style, [1, 256]),
          speed: new ort.Tensor('float32', Float32Array.of(1), [1]),
        });
        const read = async (name: string): Promise<number[]> => [
          ...((await results[name]?.getData()) as Float32Array),
        ];
        return { samples: await read('waveform'), durations: await read('durations') };
      },
      { device, tokenIds },
    );
    return toSound({
      samples: Float32Array.from(output.samples),
      durations: toFrameCounts(Float32Array.from(output.durations)),
    });
  };

  const wasm = await render('wasm');
  const gpu = await render('webgpu');
  const figures = compareSounds(gpu, wasm);
  expect(judgeDistance(figures, noSpread)).toBeNull();
  expect(figures).toMatchObject({ durations: 0, pitch: 0 });
  // Far closer than two runs with different noise, which are 1.2 dB apart.
  expect(figures.bands).toBeLessThan(0.6);
  expect(figures.difference).toBeLessThan(0.5);
  // And what the judge lets pass here, it would not let pass broken.
  const broken = spoils['noise in the second half']({
    samples: Float32Array.from(gpu.samples),
    durations: Int32Array.from(gpu.durations ?? []),
  });
  expect(judgeDistance(compareSounds(toSound(broken), wasm), noSpread)).not.toBeNull();
  await site.close();
});

test('what is behind the cut lies on the GPU as a whole, with no copies', async ({ page }) => {
  const split = splitModel(createShapeModel());
  if ('reason' in split) throw new Error(split.reason);
  const site = await openModelSite(split.copyTail());
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  await openApp(page, site.url);
  const place = (device: 'wasm' | 'webgpu'): Promise<void> =>
    page.evaluate(async (provider) => {
      const path = '/test/ort.webgpu.min.mjs';
      const ort = (await import(path)) as typeof OrtModule;
      ort.env.wasm.wasmPaths = new URL('/test/', location.href).href;
      ort.env.wasm.numThreads = 1;
      ort.env.logLevel = 'verbose';
      const bytes = new Uint8Array(await (await fetch('/test/model.onnx')).arrayBuffer());
      const session = await ort.InferenceSession.create(bytes, {
        executionProviders: [provider],
        ...{ graphOptimizationLevel: 'all', logSeverityLevel: 0, logVerbosityLevel: 1 },
      });
      await session.release();
    }, device);
  const readPlaces = (): readonly string[] => lines.flatMap((line) => /placed on.*/.exec(line)?.[0] ?? []);
  const countCopying = (): number =>
    lines.filter((line) => /MemcpyTransformer modified: [1-9]/.test(line)).length;
  await place('wasm');
  expect(readPlaces()).toEqual([expect.stringMatching(/^placed on \[CPUExecutionProvider\]/)]);
  lines.length = 0;
  await place('webgpu');
  expect(readPlaces()).toEqual([expect.stringMatching(/^placed on \[WebGpuExecutionProvider\]/)]);
  expect(lines.some((line) => line.includes('MemcpyTransformer modified: 0'))).toBe(true);
  expect(countCopying()).toBe(0);
  await site.close();
});

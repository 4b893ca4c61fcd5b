import type * as OrtModule from 'onnxruntime-web';
import { toFrameCounts } from '../../src/engines/kokoro/session/to-frame-counts.ts';
import { compareSounds, toSound, type Sound } from '../../src/engines/kokoro/trust/compare-sounds.ts';
import { fixNoise } from '../../src/engines/kokoro/trust/fix-noise.ts';
import { judgeDistance, noSpread } from '../../src/engines/kokoro/trust/judge.ts';
import { createShapeModel } from '../fixtures/shape-variants.ts';
import { spoils } from '../fixtures/session-faults.ts';
import { expect, openApp, test } from './support/app-test.ts';
import { openModelSite } from './support/model-site.ts';

/** Few, since a GPU made of software is slow. */
const tokenIds = [0, 50, 83, 54, 156, 57, 135, 4, 0];

interface PageOutput {
  readonly samples: readonly number[];
  readonly durations: readonly number[];
}

test('every operator of Kokoro gives on WebGPU what it gives on WASM', async ({ page }) => {
  test.setTimeout(300_000);
  const model = createShapeModel();
  expect(fixNoise(model)).toBe(true);
  const site = await openModelSite({ model, weights: [] });
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
          ...((await results[name]!.getData()) as Float32Array),
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

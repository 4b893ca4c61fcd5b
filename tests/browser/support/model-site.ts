import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WrittenModel } from '../../../src/engines/kokoro/graph/write-part.ts';
import { openSite, type Site } from './site.ts';

const ORT = join(import.meta.dirname, '../../../node_modules/onnxruntime-web/dist');

/**
 * Serves a model at `/test/model.onnx`, its weights in files below `/test/weights/`, and ONNX Runtime beside the app,
 * for tests that use it without the app.
 */
export function openModelSite({ model, weights }: WrittenModel): Promise<Site> {
  return openSite({
    intercept: ({ url = '' }, response) => {
      if (url === '/test/model.onnx') {
        response.end(model);
        return true;
      }
      const file = weights.find(({ path }) => url === `/test/weights/${path}`);
      if (file !== undefined) {
        response.end(file.data);
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

import { readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { toneModels, type Interceptor } from './site.ts';

/** Keeps the model's weights back until they are released: until then every request for the model waits. */
export class ModelGate {
  readonly #held: ServerResponse[] = [];
  #isOpen = false;

  readonly intercept: Interceptor = (request, response) => {
    if (this.#isOpen || !/\/models\/.*\.onnx$/.test(request.url ?? '')) return false;
    this.#held.push(response);
    return true;
  };

  /** Whether the weights have been asked for. */
  get isReached(): boolean {
    return this.#held.length > 0;
  }

  release(): void {
    this.#isOpen = true;
    const weights = readFileSync(findWeights());
    for (const response of this.#held.splice(0)) {
      response.writeHead(200, {
        'Content-Length': weights.length,
        'Cross-Origin-Resource-Policy': 'same-origin',
      });
      response.end(weights);
    }
  }
}

/** All precisions of the tone model are the same file. */
function findWeights(): string {
  const found = readdirSync(toneModels, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith('.onnx'),
  );
  if (found === undefined) throw new Error(`${toneModels} has no weights`);
  return join(toneModels, found);
}

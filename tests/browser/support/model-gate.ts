import { readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { toneModels, type Interceptor } from './site.ts';

/** A load that stands still for 20 s is no longer waited for, and a busy machine takes as long for a few steps of a test. */
const BYTE_MS = 2_000;

/** Keeps the model's weights back until they are released; if it trickles, a byte of them comes now and then until then. */
export class ModelGate {
  readonly #trickles: boolean;
  /** How much of each held answer was sent. */
  readonly #held = new Map<ServerResponse, number>();
  #isOpen = false;
  #isReached = false;

  constructor({ trickles = false } = {}) {
    this.#trickles = trickles;
  }

  readonly intercept: Interceptor = (request, response) => {
    if (this.#isOpen || !/\/models\/.*\.onnx$/.test(request.url ?? '')) return false;
    const weights = readFileSync(findWeights());
    response.writeHead(200, {
      'Content-Length': weights.length,
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    const sendByte = (): void => {
      const sent = this.#held.get(response);
      if (sent === undefined) return;
      response.write(weights.subarray(sent, sent + 1));
      this.#held.set(response, sent + 1);
    };
    this.#held.set(response, 0);
    this.#isReached = true;
    if (!this.#trickles) return true;
    sendByte();
    const timer = setInterval(sendByte, BYTE_MS);
    response.on('close', () => clearInterval(timer));
    return true;
  };

  /** Whether the weights have been asked for. */
  get isReached(): boolean {
    return this.#isReached;
  }

  release(): void {
    this.#isOpen = true;
    const weights = readFileSync(findWeights());
    for (const [response, sent] of this.#held) response.end(weights.subarray(sent));
    this.#held.clear();
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

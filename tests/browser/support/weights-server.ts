import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDeferred } from '../../../src/std/deferred.ts';
import { writeToneMirror } from '../../../tools/tone-model.ts';
import type { Interceptor } from './site.ts';

/** The mirror with a tone model as large as several pieces of a download; made on first use. */
export const largeModels = join(import.meta.dirname, '../../../.cache/models/tone-large');

const LARGE_BYTES = 40_000_000;
const CHUNK_BYTES = 64 * 1024;
/** Slow enough to be disturbed half way. */
const BYTES_PER_MS = 40_000;
/** As many pieces as a browser fetches at a time. */
const LANES = 4;
/** The most that is asked for at once. */
const PIECE_BYTES = 8 * 1024 * 1024;

interface Sending {
  readonly start: number;
  readonly end: number;
  sentEnd: number;
  readonly response: ServerResponse;
}

/** Hands out a model's weights in ranges, and keeps account of every byte that it sent. */
export class WeightsServer {
  readonly bytes: Buffer;
  readonly intercept: Interceptor;
  /** Called after each chunk. */
  onSent: (sentBytes: number) => void = () => undefined;
  readonly #sendings: Sending[] = [];
  /** For each byte, how often it may have been sent: once, and once more for each loss that it was in flight at. */
  readonly #allowed: Uint8Array;
  #sentBytes = 0;
  #lossCount = 0;
  #nextSlotMs = 0;
  #held: Promise<void> | null = null;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.#allowed = new Uint8Array(bytes.length).fill(1);
    this.intercept = (request, response) => {
      if (request.url?.endsWith('/model_quantized.onnx') !== true) return false;
      void this.#answer(request, response);
      return true;
    };
  }

  /** All bytes sent so far, those sent again included. */
  get sentBytes(): number {
    return this.#sentBytes;
  }

  /** How many bytes were sent again. */
  get repeatedBytes(): number {
    return this.#sentBytes - this.bytes.length;
  }

  /** The most that may be sent again: for each loss, as much as one piece. */
  get repeatableBytes(): number {
    return this.#lossCount * PIECE_BYTES;
  }

  /** How many bytes were sent again though they were in no piece in flight when something was lost. */
  get needlessBytes(): number {
    const counts = new Uint8Array(this.bytes.length);
    for (const { start, sentEnd } of this.#sendings) {
      for (let index = start; index < sentEnd; index++) counts[index]! += 1;
    }
    let needless = 0;
    for (let index = 0; index < counts.length; index++) {
      needless += Math.max(0, counts[index]! - this.#allowed[index]!);
    }
    return needless;
  }

  /** Cuts every line. */
  cut(): void {
    this.#noteLoss();
    for (const { response } of this.#open) response.destroy();
  }

  /** Does what makes the browser lose what it has not put away yet; nothing is sent meanwhile. */
  async lose<T>(loss: () => Promise<T>): Promise<T> {
    const held = createDeferred();
    this.#held = held.promise;
    this.#noteLoss();
    try {
      return await loss();
    } finally {
      this.#held = null;
      held.resolve();
    }
  }

  /** What was in flight, one piece in each lane at most, may come again. */
  #noteLoss(): void {
    const open = this.#open;
    const done = this.#sendings.filter((sending) => !open.includes(sending));
    const inFlight = [...open, ...done.slice(-Math.max(0, LANES - open.length))];
    this.#lossCount += 1;
    // A piece that was taken up again after a cut is there twice.
    const once = new Map(inFlight.map(({ start, end }) => [end, start]));
    for (const { start, end } of inFlight) once.set(end, Math.min(start, once.get(end) ?? start));
    for (const [end, start] of once) this.#allow(start, end);
  }

  /** Lets a range be sent once more. */
  #allow(start: number, end: number): void {
    for (let index = start; index < end; index++) this.#allowed[index]! += 1;
  }

  /** Resolves when so many bytes were sent. */
  async reach(byteCount: number): Promise<void> {
    while (this.#sentBytes < byteCount) await sleep(5);
  }

  get #open(): Sending[] {
    return this.#sendings.filter(({ response }) => !isOver(response));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const total = this.bytes.length;
    const start = Number(asked?.[1] ?? 0);
    const end = asked === null ? total : Number(asked[2]) + 1;
    response.writeHead(asked === null ? 200 : 206, {
      'Content-Type': 'application/octet-stream',
      'Content-Length': end - start,
      'Cross-Origin-Resource-Policy': 'same-origin',
      ...(asked === null ? {} : { 'Content-Range': `bytes ${start}-${end - 1}/${total}` }),
    });
    const sending = { start, end, sentEnd: start, response };
    this.#sendings.push(sending);
    // It was on its way here when the browser lost what it is for.
    if (this.#held !== null) this.#allow(start, end);
    while (sending.sentEnd < end) {
      const chunk = this.bytes.subarray(sending.sentEnd, Math.min(sending.sentEnd + CHUNK_BYTES, end));
      await this.#pace(chunk.length);
      if (isOver(response)) return;
      sending.sentEnd += chunk.length;
      this.#sentBytes += chunk.length;
      await written(response, chunk);
      this.onSent(this.#sentBytes);
    }
    response.end();
  }

  async #pace(byteCount: number): Promise<void> {
    const now = performance.now();
    this.#nextSlotMs = Math.max(this.#nextSlotMs, now) + byteCount / BYTES_PER_MS;
    await sleep(this.#nextSlotMs - now);
    await this.#held;
  }
}

let largeWeights: Promise<Buffer> | undefined;

/** A server of the large mirror's weights, which are made where there are none. */
export async function openLargeWeights(): Promise<WeightsServer> {
  largeWeights ??= writeToneMirror(largeModels, { ballastBytes: LARGE_BYTES }).then(readWeights);
  return new WeightsServer(await largeWeights);
}

function readWeights(): Buffer {
  const paths = readdirSync(largeModels, { recursive: true, encoding: 'utf8' });
  const path = paths.find((name) => name.endsWith('/model_quantized.onnx'));
  if (path === undefined) throw new Error('The large mirror has no weights');
  return readFileSync(join(largeModels, path));
}

/** Resolves when the chunk left for the network, or never will. */
function written(response: ServerResponse, chunk: Buffer): Promise<void> {
  return new Promise((resolve) => {
    response.write(chunk, () => resolve());
  });
}

function isOver(response: ServerResponse): boolean {
  return response.writableEnded || response.destroyed;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toneModels, type Interceptor } from '../../tests/browser/support/site.ts';

/** Breaks downloads of the model off. */
export class DownloadCutter {
  #afterBytes: number[] = [];

  /** Has the next downloads break off, each after so many bytes. */
  plan(afterBytes: readonly number[]): void {
    this.#afterBytes = [...afterBytes];
  }

  readonly intercept: Interceptor = ({ url = '', headers }, response) => {
    const file = /^\/models\/(.+\.onnx)$/.exec(url)?.[1];
    if (file === undefined) return false;
    const allowed = this.#afterBytes.shift();
    if (allowed === undefined) return false;
    const bytes = readFileSync(join(toneModels, file));
    const start = Number(/^bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
    response.writeHead(headers.range === undefined ? 200 : 206, {
      'Content-Type': 'application/octet-stream',
      'Content-Length': bytes.length - start,
      ...(headers.range && { 'Content-Range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` }),
    });
    response.write(bytes.subarray(start, start + allowed), () => response.destroy());
    return true;
  };
}

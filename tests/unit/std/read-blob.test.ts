import { afterEach, describe, expect, it, vi } from 'vitest';
import { freeBytes, readBlob } from '../../../src/std/memory.ts';
import { createBytes } from '../../fixtures/model-files.ts';

const { signal } = new AbortController();

describe('a file in memory', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('has what it left behind collected at once where that is much', async () => {
    const asked: number[] = [];
    const Buffers = ArrayBuffer;
    vi.stubGlobal('ArrayBuffer', function (byteLength: number) {
      asked.push(byteLength);
      return new Buffers(byteLength);
    });
    await readBlob(new Blob([createBytes(1_000_000)]), signal);
    expect(asked).toEqual([]);
    await readBlob(new Blob([createBytes(16 * 1024 * 1024)]), signal);
    expect(asked).toEqual([2 ** 34]);
  });

  it('is what it was, however many steps it takes', async () => {
    for (const size of [0, 1, 4 * 1024 * 1024, 9_000_001]) {
      const bytes = createBytes(size);
      expect(Buffer.compare(await readBlob(new Blob([bytes]), signal), bytes)).toBe(0);
    }
  });

  it('is not read to its end when nobody waits for it any more', async () => {
    const controller = new AbortController();
    const blob = new Blob([createBytes(9_000_001)]);
    let steps = 0;
    const slice = blob.slice.bind(blob);
    blob.slice = (start, end) => {
      steps += 1;
      controller.abort();
      return slice(start, end);
    };
    await expect(readBlob(blob, controller.signal)).rejects.toThrow(/abort/i);
    expect(steps).toBe(1);
  });

  it('is empty once it was given back', () => {
    const bytes = createBytes(1000);
    freeBytes(bytes);
    const hasTransfer = 'transfer' in ArrayBuffer.prototype;
    expect(bytes.byteLength).toBe(hasTransfer ? 0 : 1000);
  });
});

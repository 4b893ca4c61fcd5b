import { describe, expect, it } from 'vitest';
import { SharedAnswer, type Bytes } from '../../../../src/api/jobs/shared-answer.ts';

const MEBI = 1024 * 1024;

interface Source {
  readonly answer: SharedAnswer<null>;
  /** Chunks that were asked for. */
  made: number;
  isClosed: boolean;
  ends: number;
}

/** An answer of `count` chunks, each filled with its number. */
function open(count: number, chunkBytes: number, limits?: { joinable: number; behind: number }): Source {
  async function* toChunks(): AsyncGenerator<Bytes> {
    try {
      for (let index = 0; index < count; index++) {
        source.made += 1;
        yield await Promise.resolve(new Uint8Array(chunkBytes).fill(index));
      }
    } finally {
      source.isClosed = true;
    }
  }
  const answer = new SharedAnswer<null>(
    () => Promise.resolve({ headers: {}, chunks: toChunks(), facts: null }),
    () => (source.ends += 1),
    limits,
  );
  const source: Source = { answer, made: 0, isClosed: false, ends: 0 };
  return source;
}

const join = async (source: Source): Promise<ReadableStreamDefaultReader<Bytes>> =>
  (await source.answer.join({ request: new AbortController() })).body.getReader();

async function readAll(reader: ReadableStreamDefaultReader<Bytes>): Promise<number[]> {
  const numbers: number[] = [];
  for (let step = await reader.read(); !step.done; step = await reader.read()) numbers.push(step.value[0]!);
  return numbers;
}

describe('SharedAnswer', () => {
  it('makes nothing before somebody reads, and each chunk once', async () => {
    const source = open(4, 8);
    const [first, second] = [await join(source), await join(source)];
    expect(source.made).toBe(0);
    expect(await Promise.all([readAll(first), readAll(second)])).toEqual([
      [0, 1, 2, 3],
      [0, 1, 2, 3],
    ]);
    expect(source).toMatchObject({ made: 4, isClosed: true, ends: 1 });
  });

  it('gives each reader bytes of its own, for they may be transferred', async () => {
    const source = open(2, 8);
    const [first, second] = [await join(source), await join(source)];
    const { value } = await first.read();
    structuredClone(value, { transfer: [value!.buffer] });
    expect((await second.read()).value).toHaveLength(8);
    await Promise.all([first.cancel(), second.cancel()]);
  });

  it('goes on for who stays, and ends with who leaves last', async () => {
    const source = open(4, 8);
    const [first, second] = [await join(source), await join(source)];
    await first.read();
    await first.cancel();
    expect(source.ends).toBe(0);
    expect((await second.read()).value?.[0]).toBe(0);
    await second.cancel();
    expect(source).toMatchObject({ made: 1, ends: 1 });
    expect(source.answer.isJoinable).toBe(false);
    await expect.poll(() => source.isClosed).toBe(true);
  });

  it('drops what is too much to keep, and then takes nobody in', async () => {
    const source = open(24, MEBI);
    const first = await join(source);
    for (let index = 0; index < 16; index++) await first.read();
    expect(source.answer.isJoinable).toBe(true);
    await first.read();
    expect(source.answer.isJoinable).toBe(false);
    expect(await readAll(first)).toEqual([17, 18, 19, 20, 21, 22, 23]);
  });

  it('keeps for a reader who is behind what the others have, and then takes nobody in', async () => {
    const source = open(24, MEBI);
    const [first, second] = [await join(source), await join(source)];
    for (let index = 0; index < 20; index++) await first.read();
    expect(source.answer.isJoinable).toBe(false);
    const all = await readAll(second);
    expect(all).toEqual(Array.from({ length: 24 }, (_, index) => index));
    expect(await readAll(first)).toEqual([20, 21, 22, 23]);
  });

  it('fails a reader that fell too far behind rather than leave a gap', async () => {
    const source = open(24, 8, { joinable: 40, behind: 80 });
    const [first, second] = [await join(source), await join(source)];
    for (let index = 0; index < 10; index++) await first.read();
    expect((await second.read()).value?.[0]).toBe(0);
    expect(await readAll(first)).toHaveLength(14);
    await expect(readAll(second)).rejects.toThrow('too far ahead');
  });

  it('hands out a single chunk of any size', async () => {
    const source = open(1, 20 * MEBI);
    expect(await readAll(await join(source))).toEqual([0]);
  });
});

import { describe, expect, it } from 'vitest';
import { TakeStore } from '../../../../src/threads/server/take-store.ts';

const read = (store: TakeStore, take: string): number[] =>
  [...store.read(take)].flatMap((chunk) => [...chunk]);

describe('TakeStore', () => {
  it('gives back what 16 bits hold, as far as the take came', () => {
    const store = new TakeStore();
    store.begin('one');
    store.append('one', new Float32Array([0, 0.5, -1]));
    const soFar = store.read('one');
    store.append('one', new Float32Array([2, NaN]));
    expect([...soFar].flatMap((chunk) => [...chunk])).toEqual([0, 0.5, -1]);
    expect(read(store, 'one')).toEqual([0, 0.5, -1, 32_767 / 32_768, 0]);
  });

  it('begins a take anew', () => {
    const store = new TakeStore();
    store.begin('one');
    store.append('one', new Float32Array([0.5]));
    store.begin('one');
    expect(read(store, 'one')).toEqual([]);
  });

  it('drops the oldest take when it is full, and refuses what it does not keep', () => {
    const store = new TakeStore(10);
    for (const take of ['one', 'two', 'three']) {
      store.begin(take);
      store.append(take, new Float32Array(4));
    }
    expect(() => store.read('one')).toThrow('not kept');
    expect(read(store, 'two')).toHaveLength(4);
    expect(read(store, 'three')).toHaveLength(4);
    expect(() => store.read('never')).toThrow('not kept');
  });

  it('drops a take that outgrows it, rather than keep a half', () => {
    const store = new TakeStore(10);
    store.begin('long');
    store.append('long', new Float32Array(8));
    store.append('long', new Float32Array(8));
    store.append('long', new Float32Array(1));
    expect(() => store.read('long')).toThrow('not kept');
  });

  it('gives what lies together behind a frame, and null behind the end', () => {
    const store = new TakeStore();
    store.begin('one');
    store.append('one', new Float32Array([0, 0.25]));
    store.append('one', new Float32Array([0.5, 0.75]));
    expect(store.readFrom('one', 1)).toEqual(new Float32Array([0.25]));
    expect(store.readFrom('one', 2)).toEqual(new Float32Array([0.5, 0.75]));
    expect(store.readFrom('one', 4)).toBeNull();
    expect(() => store.readFrom('two', 0)).toThrow('not kept');
  });
});

import { describe, expect, it } from 'vitest';
import { findModel, KnownModels } from '../../../../src/api/request/model-names.ts';
import { models } from '../../../contract/support/test-handler.ts';

const [kokoro, builtIn] = models;

describe('the known models', () => {
  it('are read once, however many requests use them', async () => {
    let reads = 0;
    const known = new KnownModels(() => {
      reads += 1;
      return Promise.resolve(models);
    });
    for (let count = 0; count < 3; count += 1) {
      expect((await known.use((list) => findModel(list, 'espeak-ng'))).model).toBe(builtIn);
    }
    expect(reads).toBe(1);
  });

  it('are read again for one that came meanwhile, and only then is it missing', async () => {
    let list = [kokoro!];
    const known = new KnownModels(() => Promise.resolve(list));
    await expect(known.use((some) => findModel(some, 'espeak-ng'))).rejects.toMatchObject({
      code: 'model_not_found',
    });
    list = [kokoro!, builtIn!];
    expect((await known.use((some) => findModel(some, 'espeak-ng'))).model).toBe(builtIn);
  });

  it('are asked for again where they could not be had', async () => {
    let isOut = true;
    const known = new KnownModels(() => (isOut ? Promise.reject(new Error('out')) : Promise.resolve(models)));
    await expect(known.use((list) => list.length)).rejects.toThrow('out');
    isOut = false;
    expect(await known.use((list) => list.length)).toBe(2);
  });
});

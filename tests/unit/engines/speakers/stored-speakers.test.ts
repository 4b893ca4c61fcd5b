import { describe, expect, it, vi } from 'vitest';
import { hasStoredSpeakers, openStoredSpeakers } from '../../../../src/engines/speakers/stored-speakers.ts';
import type { ModelEntry } from '../../../../src/models/catalog/model-catalog-entry.ts';
import { MemoryArea } from '../../../../src/models/store/memory-area.ts';
import { ModelStore } from '../../../../src/models/store/model-store.ts';
import { createBytes, createModelFile } from '../../../fixtures/model-files.ts';

const { signal } = new AbortController();
const [segmentation, embedding] = [createBytes(300, 1), createBytes(400, 2)];
const files = [createModelFile(segmentation, 'onnx/model.onnx'), createModelFile(embedding, 'voxceleb.onnx')];
const model: ModelEntry = {
  ...{ id: 'turns', kind: 'speakers', aliases: [], name: 'Turns', license: 'MIT', created: 0, ownedBy: 'us' },
  files: [],
  weights: new Map([
    ['q8', [createModelFile(createBytes(200, 3), 'onnx/q8.onnx'), files[1]!]],
    ['fp32', files],
  ]),
};
const known = { models: [model], hasMirror: false };
const catalog = {
  read: () => Promise.resolve(known),
  readKnown: () => Promise.resolve(known),
  find: () => Promise.reject(new Error('unused')),
  listModels: () => Promise.resolve([]),
};

describe('the stored models that tell speakers apart', () => {
  it('are there in whichever data type is whole, and go where a file decayed', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const area = new MemoryArea();
    const parts = { catalog, store: new ModelStore(area) };
    expect(await hasStoredSpeakers(parts, signal)).toBe(false);
    await parts.store.import(files[0]!, new Blob([segmentation]), signal);
    await parts.store.import(files[1]!, new Blob([embedding]), signal);
    expect(await hasStoredSpeakers(parts, signal)).toBe(true);
    const opened = await openStoredSpeakers(parts, signal);
    expect([opened.segmentation.size, opened.embedding.size]).toEqual([300, 400]);
    await area.write(files[1]!.sha256, new Uint8Array(400));
    await expect(openStoredSpeakers(parts, signal)).rejects.toMatchObject({ code: 'model_not_found' });
    expect(await hasStoredSpeakers(parts, signal)).toBe(false);
    warn.mockRestore();
  });
});

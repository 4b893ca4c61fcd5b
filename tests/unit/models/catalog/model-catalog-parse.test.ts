import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { officialModels } from '../../../../src/models/catalog/model-catalog.ts';
import { toResolvePath } from '../../../../src/models/catalog/model-catalog-entry.ts';
import { parseModelCatalog } from '../../../../src/models/catalog/model-catalog-parse.ts';
import { hearing, tiny } from '../../../fixtures/catalog-models.ts';

const official = JSON.parse(
  await readFile(new URL('../../../../src/models/catalog/official-models.json', import.meta.url), 'utf8'),
) as unknown;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a catalogue', () => {
  it('is read as it was written', () => {
    expect(parseModelCatalog(official, 'catalog.json')).toEqual(officialModels);
  });

  it('may hold models of other kinds, and weights in several files', () => {
    const models = parseModelCatalog({ models: [hearing, tiny] }, 'catalog.json');
    expect(models.map(({ id, kind }) => [id, kind])).toEqual([
      ['ear', 'hearing'],
      [tiny.id, 'speech'],
    ]);
    expect(models[0]?.weights.get('q8')?.map(toResolvePath)).toEqual([
      'o/ear/resolve/v1/onnx/encoder.onnx',
      'o/other/resolve/v2/onnx/decoder.onnx',
    ]);
  });

  it('leaves out a model that does not speak where it is at fault or of a later kind', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const faulty = { ...hearing, weights: { q8: { files: [{ path: 'a.onnx' }] } } };
    const later = { id: 'smell', kind: 'smelling' };
    const models = parseModelCatalog({ models: [faulty, later, tiny] }, 'catalog.json');
    expect(models.map(({ id }) => id)).toEqual([tiny.id]);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toContain('models[0].weights.q8.files[0].bytes');
  });

  it.each([
    ['models[0].kind', { models: [{ ...tiny, kind: 7 }] }],
    ['the catalogue', []],
    ['models', { models: {} }],
    ['models[0]', { models: [1] }],
    ['models[0].id', { models: [{ ...tiny, id: 7 }] }],
    ['models', { models: [tiny, tiny] }],
    ['models[0].aliases', { models: [{ ...tiny, aliases: 'kokoro' }] }],
    ['models[0].repo', { models: [{ ...tiny, repo: 'no-owner' }] }],
    ['models[0].repo', { models: [{ ...tiny, repo: '../..' }] }],
    ['models[0].revision', { models: [{ ...tiny, revision: '..' }] }],
    ['models[0].weights', { models: [{ ...tiny, weights: {} }] }],
    ['models[0].weights["int3"]', { models: [{ ...tiny, weights: { int3: tiny.weights.q8 } }] }],
    ['models[0].weights.q8.path', { models: [withWeights({ path: '../../secret' })] }],
    ['models[0].weights.q8.path', { models: [withWeights({ path: '/etc/passwd' })] }],
    ['models[0].weights.q8.bytes', { models: [withWeights({ bytes: '2' })] }],
    ['models[0].weights.q8.bytes', { models: [withWeights({ bytes: 0 })] }],
    ['models[0].weights.q8.files', { models: [withWeights({ files: [] })] }],
    ['models[0].weights.q8.files[0].sha256', { models: [withWeights({ files: [{ sha256: 'x' }] })] }],
    ['models[0].weights.q8.sha256', { models: [withWeights({ sha256: 'df34…' })] }],
    [
      'models[0].files["config.json"].sha256',
      { models: [{ ...tiny, files: { 'config.json': { bytes: 1 } } }] },
    ],
  ])('with a wrong field is refused by that field: %s', (field, catalog) => {
    expect(() => parseModelCatalog(catalog, 'catalog.json')).toThrow(
      `catalog.json is not valid: ${field} must be`,
    );
  });
});

function withWeights(patch: object): object {
  return { ...tiny, weights: { q8: { ...tiny.weights.q8, ...patch } } };
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createModelCatalog, officialModels } from '../../../../src/models/catalog/model-catalog.ts';
import { type ModelEntry, toResolvePath } from '../../../../src/models/catalog/model-catalog-entry.ts';
import { createAbortError } from '../../../../src/std/abort.ts';
import { createDeferred } from '../../../../src/std/deferred.ts';
import { hearing, tiny } from '../../../fixtures/catalog-models.ts';
import { startFileServer, type FileServer } from '../../../fixtures/file-server.ts';

const { signal } = new AbortController();

let server: FileServer;

beforeEach(async () => {
  server = await startFileServer();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

function serveCatalog(catalog: unknown): void {
  const text = typeof catalog === 'string' ? catalog : JSON.stringify(catalog);
  server.files.set('models/catalog.json', new TextEncoder().encode(text));
}

function listFiles({ files, weights }: ModelEntry): string[] {
  return [...files, ...[...weights.values()].flat()].map(toResolvePath);
}

describe('the official models', () => {
  it('are Kokoro under its names, with every data type, Whisper in three sizes, and what tells speakers apart', () => {
    expect(officialModels.map(({ id, kind }) => [id, kind])).toEqual([
      ['kokoro-82m', 'speech'],
      ['whisper-base', 'hearing'],
      ['whisper-small', 'hearing'],
      ['whisper-tiny', 'hearing'],
      ['speaker-turns', 'speakers'],
    ]);
    const repos = [...officialModels.at(-1)!.weights.values()].flat().map(({ repo }) => repo);
    expect(repos).toEqual([
      'onnx-community/pyannote-segmentation-3.0',
      'Wespeaker/wespeaker-voxceleb-resnet34-LM',
    ]);
    const [kokoro] = officialModels;
    expect(kokoro?.aliases).toEqual(['kokoro', 'hexgrad/Kokoro-82M']);
    expect([...kokoro!.weights.keys()].sort()).toEqual(['fp16', 'fp32', 'q4', 'q4f16', 'q8', 'q8f16']);
    expect(listFiles(kokoro!)).toHaveLength(9);
  });
});

describe('a mirror', () => {
  it('that is not there leaves the official models, without a word', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const catalog = createModelCatalog({ baseUrl: server.baseUrl });
    expect(await catalog.read(signal)).toEqual({ models: officialModels, hasMirror: false });
    server.fault = () => ({ page: true });
    expect(await catalog.read(signal)).toMatchObject({ hasMirror: false });
    expect(warn).not.toHaveBeenCalled();
  });

  it('that does not answer in time leaves the official models', async () => {
    const fetch: typeof globalThis.fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        const { signal: limit } = init ?? {};
        limit?.addEventListener('abort', () => reject(createAbortError()));
      });
    const catalog = createModelCatalog({ baseUrl: server.baseUrl, fetch, timeoutMs: 1 });
    expect(await catalog.read(signal)).toEqual({ models: officialModels, hasMirror: false });
  });

  it('replaces a model by bearing its id, and adds others', async () => {
    serveCatalog({ models: [tiny, { ...tiny, id: 'other', aliases: [] }] });
    const catalog = createModelCatalog({ baseUrl: server.baseUrl });
    const { models, hasMirror } = await catalog.read(signal);
    expect(hasMirror).toBe(true);
    const speaking = models.filter(({ kind }) => kind === 'speech');
    expect(speaking.map(({ id }) => id)).toEqual(['kokoro-82m', 'other']);
    const kokoro = await catalog.find('hexgrad/Kokoro-82M', signal);
    expect(kokoro.aliases).toContain('tiny');
    expect(listFiles(kokoro)).toEqual(['o/r/resolve/main/config.json', 'o/other/resolve/v2/onnx/q.onnx']);
    const list = await catalog.listModels(signal);
    expect(list.map(({ id }) => id)).toEqual(['kokoro-82m', 'other', 'espeak-ng']);
  });

  it('may have a model that hears, which is not offered as one that speaks', async () => {
    serveCatalog({ models: [hearing, { ...hearing, id: 'kokoro-82m' }] });
    const catalog = createModelCatalog({ baseUrl: server.baseUrl });
    const { models } = await catalog.read(signal);
    expect(models.at(-1)).toMatchObject({ id: 'ear', kind: 'hearing' });
    expect((await catalog.listModels(signal)).map(({ id }) => id)).toEqual(['kokoro-82m', 'espeak-ng']);
    for (const name of ['ear', 'whisper-1'])
      await expect(catalog.find(name, signal)).rejects.toMatchObject({ code: 'model_not_found' });
  });

  it('is remembered while its server does not answer, and forgotten when it says that it has none', async () => {
    let text: string | null = null;
    const memory = {
      read: () => Promise.resolve(text),
      write: (value: string) => Promise.resolve(void (text = value)),
    };
    serveCatalog({ models: [tiny] });
    const catalog = createModelCatalog({ baseUrl: server.baseUrl, memory });
    await catalog.read(signal);
    server.fault = () => ({ status: 503 });
    expect((await catalog.find('tiny', signal)).id).toBe('kokoro-82m');
    server.fault = () => ({ status: 404 });
    await expect(catalog.find('tiny', signal)).rejects.toMatchObject({ code: 'model_not_found' });
  });

  it('that cannot be asked nor remembered leaves the official models', async () => {
    server.fault = () => ({ status: 503 });
    const refuse = (): Promise<never> => Promise.reject(new DOMException('Refused.', 'NotReadableError'));
    const memory = { read: refuse, write: refuse };
    const catalog = createModelCatalog({ baseUrl: server.baseUrl, memory });
    expect(await catalog.read(signal)).toEqual({ models: officialModels, hasMirror: false });
  });

  it('is waited for only the first time by those who list what is known', async () => {
    const answers = [createDeferred<Response>(), createDeferred<Response>()];
    let askedCount = 0;
    const fetch = (): Promise<Response> =>
      answers[askedCount++]?.promise ?? Promise.reject(new Error('Asked again.'));
    const catalog = createModelCatalog({ baseUrl: server.baseUrl, fetch });
    const list = async (): Promise<readonly (readonly string[])[]> =>
      (await catalog.readKnown(signal)).models.map(({ aliases }) => aliases);
    answers[0]?.resolve(new Response(null, { status: 404 }));
    const official = await list();
    // The second answer is on its way, and nobody waits for it.
    expect([await list(), await list(), askedCount]).toEqual([official, official, 2]);
    answers[1]?.resolve(Response.json({ models: [tiny] }));
    await expect.poll(list).toContainEqual(expect.arrayContaining(['tiny']));
  });

  it.each([
    ['no JSON', '{'],
    ['of another form', { version: 3, items: [] }],
    ['a list of models of another program', { models: [{ id: 'llama', size: '8b' }] }],
  ])(
    'whose catalogue is %s leaves the official models, says so, and is not remembered',
    async (_, foreign) => {
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
      const written: string[] = [];
      const memory = {
        read: () => Promise.resolve(typeof foreign === 'string' ? foreign : JSON.stringify(foreign)),
        write: (text: string) => Promise.resolve(void written.push(text)),
      };
      serveCatalog(foreign);
      const catalog = createModelCatalog({ baseUrl: server.baseUrl, memory });
      expect(await catalog.read(signal)).toEqual({ models: officialModels, hasMirror: false });
      expect(warn).toHaveBeenCalledWith(expect.stringContaining("The mirror's catalog.json is not"));
      expect(written).toEqual([]);
      expect((await catalog.find('kokoro', signal)).id).toBe('kokoro-82m');
      // An earlier version may have remembered it.
      server.fault = () => ({ status: 503 });
      expect((await catalog.find('kokoro', signal)).id).toBe('kokoro-82m');
      expect((await catalog.listModels(signal)).map(({ id }) => id)).toEqual(['kokoro-82m', 'espeak-ng']);
    },
  );
});

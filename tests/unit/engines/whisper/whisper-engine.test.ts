import { describe, expect, it, vi } from 'vitest';
import type { Dtype } from '../../../../src/contract/engine-status.ts';
import type { HearingJob, HeardWindow } from '../../../../src/contract/hearing.ts';
import { MachineArbiter } from '../../../../src/engines/registry/machine-arbiter.ts';
import { RecogniserRegistry } from '../../../../src/engines/registry/recogniser-registry.ts';
import type { WhisperSession } from '../../../../src/engines/whisper/session/ort-session.ts';
import {
  listStoredWhispers,
  openStoredWhisper,
  type StoredModels,
} from '../../../../src/engines/whisper/stored-whisper.ts';
import { WhisperEngine } from '../../../../src/engines/whisper/whisper-engine.ts';
import type { ModelEntry, ModelFile } from '../../../../src/models/catalog/model-catalog-entry.ts';
import { orAbort } from '../../../../src/std/abort.ts';
import { createDeferred } from '../../../../src/std/deferred.ts';
import { MemoryArea } from '../../../../src/models/store/memory-area.ts';
import { ModelStore } from '../../../../src/models/store/model-store.ts';

const signal = new AbortController().signal;
const texts = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'generation_config.json'];
const job: HearingJob = {
  ...{ task: 'transcribe', language: 'en', languages: [], prompt: '', temperature: null, hasWords: false },
  samples: new Float32Array(16_000),
};
const heard: HeardWindow = { language: 'en', segments: [], heardSeconds: 1, promptTokenCount: 0 };

async function toFile(path: string, content: string): Promise<ModelFile> {
  const bytes = new TextEncoder().encode(content);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Buffer.from(digest).toString('hex');
  return { path, repo: 'a/b', revision: '1', bytes: bytes.length, sha256 };
}

async function createStored(
  dtype: Dtype = 'q8',
  area = new MemoryArea(),
): Promise<StoredModels & { readonly model: ModelEntry }> {
  const store = new ModelStore(area);
  const files = await Promise.all(texts.map((path) => toFile(path, `{"file":"${path}"}`)));
  const weights = await Promise.all(
    ['onnx/encoder_q.onnx', 'onnx/decoder_q.onnx'].map((path) => toFile(path, path)),
  );
  for (const file of files) await store.import(file, new Blob([`{"file":"${file.path}"}`]), signal);
  for (const file of weights) await store.import(file, new Blob([file.path]), signal);
  const model: ModelEntry = {
    ...{ id: 'ear', kind: 'hearing', aliases: [], name: 'Ear', license: 'MIT', created: 0, ownedBy: 'us' },
    files,
    weights: new Map([
      ['fp16', [await toFile('onnx/other', 'other')]],
      [dtype, weights],
    ]),
  };
  const catalog = {
    read: () => Promise.resolve({ models: [model], hasMirror: false }),
    readKnown: () => Promise.resolve({ models: [model], hasMirror: false }),
    find: () => Promise.resolve(model),
    listModels: () => Promise.resolve([]),
  };
  return { catalog, store, model };
}

interface Setup {
  readonly recognisers: RecogniserRegistry;
  readonly started: string[];
  readonly released: string[];
}

async function setUp(
  recognise: WhisperSession['recognise'] = () => Promise.resolve(heard),
  { arbiter = new MachineArbiter({ seatCount: 1 }), idleMs = 60_000 } = {},
): Promise<Setup> {
  const stored = await createStored();
  const started: string[] = [];
  const released: string[] = [];
  const recognisers = new RecogniserRegistry(
    arbiter,
    (model, seat) =>
      new WhisperEngine({
        ...stored,
        ...{ model, seat, threads: 1, ortUrl: 'http://localhost/ort/', idleMs },
        createSession: async ({ encoder, files }) => {
          started.push(`${await encoder.text()} ${files.tokenizer}`);
          return {
            recognise,
            release: () => {
              released.push(model);
              return Promise.resolve();
            },
          };
        },
      }),
  );
  return { recognisers, started, released };
}

describe('the engine of a model that hears', () => {
  it('loads its stored files with the first job, and keeps them for the next', async () => {
    const { recognisers, started } = await setUp();
    expect(await recognisers.recognise({ ...job, model: 'ear' }, signal)).toEqual(heard);
    await recognisers.recognise({ ...job, model: 'ear' }, signal);
    expect(started).toEqual(['onnx/encoder_q.onnx {"file":"tokenizer.json"}']);
  });

  it('leaves memory after a while without a job, and when it is asked to', async () => {
    const { recognisers, released } = await setUp(undefined, { idleMs: 1 });
    await recognisers.recognise({ ...job, model: 'ear' }, signal);
    await expect.poll(() => released).toEqual(['ear']);
    await recognisers.recognise({ ...job, model: 'ear' }, signal);
    await recognisers.unload();
    expect(released).toEqual(['ear', 'ear']);
  });

  it('makes room for another model that waits for its seat', async () => {
    const arbiter = new MachineArbiter({ seatCount: 1, restMs: 1 });
    const { recognisers, released } = await setUp(undefined, { arbiter });
    await recognisers.recognise({ ...job, model: 'ear' }, signal);
    const other = arbiter.createSeat({
      model: 'voice',
      onSeated: () => undefined,
      makeRoom: () => Promise.resolve(),
    });
    await other.take(signal);
    expect(released).toEqual(['ear']);
  });

  it('has an idle voice leave memory that is too short for both', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const arbiter = new MachineArbiter({ seatCount: 2 });
    const voice = arbiter.createSeat({
      model: 'voice',
      onSeated: () => undefined,
      makeRoom: () => Promise.resolve(),
    });
    await voice.take(signal);
    const { recognisers } = await setUp(
      () => (voice.isTaken ? Promise.reject(new Error('std::bad_alloc')) : Promise.resolve(heard)),
      { arbiter },
    );
    expect(await recognisers.recognise({ ...job, model: 'ear' }, signal)).toEqual(heard);
    expect(arbiter.unloaded).toEqual(['voice']);
    warn.mockRestore();
  });

  it('starts a model again that was lost, once for a job', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    let lostCount = 1;
    const { recognisers, started } = await setUp(() => {
      lostCount -= 1;
      return lostCount >= 0 ? Promise.reject(new Error('lost')) : Promise.resolve(heard);
    });
    expect(await recognisers.recognise({ ...job, model: 'ear' }, signal)).toEqual(heard);
    expect(started).toHaveLength(2);
    lostCount = 2;
    await expect(recognisers.recognise({ ...job, model: 'ear' }, signal)).rejects.toMatchObject({
      code: 'transcription_failed',
    });
    warn.mockRestore();
  });

  it('ends a job that is called off, and goes on with the next', async () => {
    const controller = new AbortController();
    const { recognisers, started } = await setUp((_, jobSignal) => {
      controller.abort();
      jobSignal.throwIfAborted();
      return Promise.resolve(heard);
    });
    await expect(recognisers.recognise({ ...job, model: 'ear' }, controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    await recognisers.recognise({ ...job, model: 'ear' }, signal);
    expect(started).toHaveLength(1);
  });

  it.each([{ model: 'ear' }, { model: 'ear', dtype: 'q8' }] as const)(
    'ends what it hears and leaves memory before its files are deleted: %o',
    async (selection) => {
      const begun = createDeferred();
      const { recognisers, started, released } = await setUp((_, jobSignal) => {
        begun.resolve();
        return started.length > 1
          ? Promise.resolve(heard)
          : orAbort(createDeferred<HeardWindow>().promise, jobSignal);
      });
      const hearing = expect(recognisers.recognise({ ...job, model: 'ear' }, signal)).rejects.toMatchObject({
        name: 'AbortError',
      });
      await begun.promise;
      const deleting = createDeferred();
      const deleted = recognisers.withoutModel(selection, async (leave) => {
        await leave();
        expect(released).toEqual(['ear']);
        await deleting.promise;
      });
      await hearing;
      const later = recognisers.recognise({ ...job, model: 'ear' }, signal);
      deleting.resolve();
      await Promise.all([deleted, later]);
      expect(started).toHaveLength(2);
    },
  );

  it('goes on where other weights are deleted, or the deletion is refused', async () => {
    const { recognisers, released } = await setUp();
    await recognisers.recognise({ ...job, model: 'ear' }, signal);
    await recognisers.withoutModel({ model: 'ear', dtype: 'fp32' }, (leave) => leave());
    const refused = recognisers.withoutModel({ model: 'ear' }, () => Promise.reject(new Error('busy')));
    await expect(refused).rejects.toThrow('busy');
    expect(released).toEqual([]);
    expect(await recognisers.recognise({ ...job, model: 'ear' }, signal)).toEqual(heard);
  });

  it('is refused where a file is missing', async () => {
    const { recognisers } = await setUp();
    await expect(recognisers.recognise({ ...job, model: 'nose' }, signal)).rejects.toMatchObject({
      code: 'model_not_found',
    });
  });
});

describe('the stored models that hear', () => {
  it.each(['q8', 'q4', 'fp32'] as const)(
    'are those of which every file is there, in %s, too',
    async (dtype) => {
      const stored = await createStored(dtype);
      expect(await listStoredWhispers(stored, signal)).toMatchObject([{ id: 'ear', name: 'Ear' }]);
      const { encoder } = await openStoredWhisper(stored, 'ear', signal);
      expect(await encoder.text()).toBe('onnx/encoder_q.onnx');
      await stored.store.remove(stored.model.files[1]!);
      expect(await listStoredWhispers(stored, signal)).toEqual([]);
    },
  );

  it.each(['tokenizer.json', 'onnx/decoder_q.onnx'])('go where %s decayed', async (path) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const area = new MemoryArea();
    const stored = await createStored('q8', area);
    const file = [...stored.model.files, ...stored.model.weights.get('q8')!].find(
      (one) => one.path === path,
    )!;
    await area.write(file.sha256, new Uint8Array(file.bytes));
    await expect(openStoredWhisper(stored, 'ear', signal)).rejects.toMatchObject({ code: 'model_not_found' });
    expect(await listStoredWhispers(stored, signal)).toEqual([]);
    warn.mockRestore();
  });
});

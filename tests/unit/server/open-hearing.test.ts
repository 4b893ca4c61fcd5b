import { expect, it } from 'vitest';
import type { SpeakerWindow } from '../../../src/contract/speakers.ts';
import { MachineArbiter } from '../../../src/engines/registry/machine-arbiter.ts';
import type { ModelEntry } from '../../../src/models/catalog/model-catalog-entry.ts';
import { MemoryArea } from '../../../src/models/store/memory-area.ts';
import { ModelStore } from '../../../src/models/store/model-store.ts';
import type { HearingThreadCalls } from '../../../src/server/hearing-threads.ts';
import { openHearing } from '../../../src/server/open-hearing.ts';
import { orAbort } from '../../../src/std/abort.ts';
import { createDeferred } from '../../../src/std/deferred.ts';
import { serveRpc } from '../../../src/wire/rpc.ts';
import { toSha256 } from '../../fixtures/model-files.ts';
import { plainEnvironment } from '../../fixtures/node-engine.ts';
import { NearWorker } from '../../fixtures/near-worker.ts';

const { signal } = new AbortController();
const samples = new Float32Array(16_000);
const window: SpeakerWindow = { frames: Uint8Array.of(1), voices: [null, null, null] };

/** A model of speakers, both of whose files are stored. */
async function createStored(): Promise<{ readonly store: ModelStore; readonly model: ModelEntry }> {
  const store = new ModelStore(new MemoryArea());
  const weights = ['segmentation.onnx', 'voxceleb.onnx'].map((path) => {
    const bytes = new TextEncoder().encode(path);
    return { path, repo: 'a/b', revision: '1', bytes: bytes.length, sha256: toSha256(bytes) };
  });
  for (const file of weights) await store.import(file, new Blob([file.path]), signal);
  return {
    store,
    model: {
      ...{ id: 'who', kind: 'speakers', aliases: [], name: 'Who', license: 'MIT', created: 0, ownedBy: 'us' },
      files: [],
      weights: new Map([['fp32', weights]]),
    },
  };
}

it('has what tells speakers apart end and leave memory before its files are deleted', async () => {
  const { store, model } = await createStored();
  const state = { models: [model], hasMirror: false };
  const workers: NearWorker[] = [];
  const begun = createDeferred();
  const hearing = openHearing({
    catalog: {
      read: () => Promise.resolve(state),
      readKnown: () => Promise.resolve(state),
      find: () => Promise.resolve(model),
      listModels: () => Promise.resolve([]),
    },
    ...{ store, environment: plainEnvironment, baseUrl: 'https://sotto.test/' },
    arbiter: new MachineArbiter({ seatCount: 1 }),
    createWorker: () => {
      const { port1, port2 } = new MessageChannel();
      const worker = new NearWorker(port1);
      workers.push(worker);
      serveRpc<Pick<HearingThreadCalls, 'startSpeakers' | 'hearSpeakers'>>(port2, {
        startSpeakers: () => undefined,
        hearSpeakers: (_, { signal: aborted }) => {
          begun.resolve();
          return workers.length > 1 ? window : orAbort(createDeferred<SpeakerWindow>().promise, aborted);
        },
      });
      return worker as unknown as Worker;
    },
  });
  const ended = expect(hearing.speakers.hear(samples, signal)).rejects.toMatchObject({ name: 'AbortError' });
  await begun.promise;
  const refused = hearing.withoutModel({ model: 'who' }, () => Promise.reject(new Error('busy')));
  await expect(refused).rejects.toThrow('busy');
  expect(workers.map(({ isOver }) => isOver)).toEqual([false]);
  const deleting = createDeferred();
  const deleted = hearing.withoutModel({ model: 'who' }, async (leave) => {
    await leave();
    expect(workers.map(({ isOver }) => isOver)).toEqual([true]);
    await deleting.promise;
  });
  await ended;
  const later = hearing.speakers.hear(samples, signal);
  deleting.resolve();
  await deleted;
  expect(await later).toEqual(window);
  expect(workers).toHaveLength(2);
});

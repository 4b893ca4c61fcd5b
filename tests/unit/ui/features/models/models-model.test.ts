import { describe, expect, it, vi } from 'vitest';
import type { StorageService } from '../../../../../src/page/server-services.ts';
import { defaultSettings } from '../../../../../src/page/settings.ts';
import type { StorageReport } from '../../../../../src/contract/model-storage.ts';
import { createDeferred } from '../../../../../src/std/deferred.ts';
import { createModelsModel } from '../../../../../src/ui/features/models/models-model.ts';
import { toStoredWeights } from '../../../../../src/ui/features/models/stored-models.ts';
import { toDiagnostics } from '../../../../../src/ui/features/models/device-part.tsx';
import { createFakePageServices } from '../../../../fixtures/fake-page-services.ts';

const empty: StorageReport = { kind: 'opfs', files: [], usedBytes: 1, quotaBytes: 2, isPersistent: false };

function createModel(patch: Partial<StorageService>) {
  return createModelsModel({ ...createFakePageServices().storage, ...patch }, () => undefined);
}

const settle = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('the stored models', () => {
  it('are told again after every change', async () => {
    const reports = [empty, { ...empty, isPersistent: true }];
    const model = createModel({
      report: () => Promise.resolve(reports.shift() ?? empty),
      deleteModel: () => Promise.resolve({ ...empty, usedBytes: 0 }),
    });
    model.refresh();
    await settle();
    expect(model.store.getState().report).toBe(empty);
    model.persist();
    await settle();
    expect(model.store.getState().report?.isPersistent).toBe(true);
    model.remove({ model: 'kokoro-82m' });
    await settle();
    expect(model.store.getState()).toMatchObject({ report: { usedBytes: 0 }, task: null });
  });

  it('do one thing at a time, and say what went wrong', async () => {
    const importing = createDeferred<never>();
    const exportModel = vi.fn(() => Promise.resolve(new Blob()));
    const model = createModel({ importFiles: () => importing.promise, exportModel });
    model.import([]);
    expect(model.store.getState().task).toBe('import');
    model.export({ model: 'kokoro-82m' }, () => undefined);
    expect(exportModel).not.toHaveBeenCalled();
    importing.reject(new Error('disk full'));
    await settle();
    expect(model.store.getState()).toMatchObject({ task: null, problem: { detail: 'disk full' } });
  });

  it('tell whole weights from parts, and leave out small and unknown files', () => {
    const file = { path: 'a', sha256: 'b', bytes: 10, heldBytes: 10 };
    const files = [
      { ...file, model: 'kokoro-82m', kind: 'speech' as const, dtype: 'q8' as const, heldBytes: 4 },
      { ...file, model: 'kokoro-82m', kind: 'speech' as const, dtype: null },
      { ...file, model: null, kind: null, dtype: null },
    ];
    expect(toStoredWeights({ ...empty, files })).toEqual([
      { model: 'kokoro-82m', kind: 'speech', dtype: 'q8', bytes: 10, heldBytes: 4 },
    ]);
  });

  it('show weights of several files as one, whole only when every file is', () => {
    const part = { model: 'ear', kind: 'hearing' as const, dtype: 'q8' as const, path: 'a', sha256: 'b' };
    const files = [
      { ...part, bytes: 10, heldBytes: 10 },
      { ...part, bytes: 20, heldBytes: 0 },
    ];
    expect(toStoredWeights({ ...empty, files })).toEqual([
      { model: 'ear', kind: 'hearing', dtype: 'q8', bytes: 30, heldBytes: 10 },
    ]);
  });
});

it('diagnostics hold figures, and nothing that anybody wrote', () => {
  const entry = {
    id: 'req_1',
    method: 'POST',
    path: '/app/v1/audio/speech',
    client: 'secret-client',
    startedAt: 1,
    status: 400,
    format: 'wav',
    engine: null,
    queueMs: null,
    firstByteMs: 1,
    durationMs: 1,
    bytes: 1,
    audioSeconds: null,
    error: "invalid_value: There is no voice 'my secret'.",
  };
  const diagnostics = toDiagnostics({
    state: {
      settings: {
        ...defaultSettings,
        castVoices: { 'My secret friend': 'af_bella' },
        upstream: { baseUrl: 'https://secret.example/v1', apiKey: 'secret-key', when: 'slow' },
      },
      settingsKept: true,
      engine: null,
      api: 'ready',
      online: true,
      isolated: true,
    },
    device: { userAgent: 'Test', cores: 2, memoryGib: null, isIsolated: true, gpu: null },
    storage: empty,
    requests: [
      entry,
      { ...entry, error: 'my secret failed', path: '/v1/my-secret' },
      { ...entry, error: 'aborted' },
      { ...entry, error: null },
    ],
  });
  expect(JSON.stringify(diagnostics)).not.toContain('secret');
  expect(diagnostics).toMatchObject({
    settings: { voice: 'af_heart', castVoiceCount: 1, upstream: { when: 'slow', hasKey: true } },
    requests: [
      { error: 'invalid_value', path: '/app/v1/audio/speech', status: 400 },
      { error: 'other', path: 'other' },
      { error: 'aborted' },
      { error: null },
    ],
  });
});

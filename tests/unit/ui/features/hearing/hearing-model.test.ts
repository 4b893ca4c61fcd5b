import { describe, expect, it } from 'vitest';
import type { ModelDownload, ModelOffer } from '../../../../../src/contract/model-storage.ts';
import { createDeferred } from '../../../../../src/std/deferred.ts';
import { SpeechError } from '../../../../../src/contract/errors.ts';
import { toHearingModel } from '../../../../../src/ui/features/hearing/hearing-model.ts';

const base: ModelOffer = {
  ...{ model: 'whisper-base', name: 'Whisper base', kind: 'hearing', dtype: 'q8', bytes: 80, heldBytes: 0 },
};

function setUp(work: (signal: AbortSignal) => Promise<void>) {
  let offers: readonly ModelOffer[] = [base, { ...base, model: 'speakers', kind: 'speakers' }];
  let report: (download: ModelDownload) => void = () => undefined;
  const paused: string[] = [];
  const storage: Parameters<typeof toHearingModel>[0] = {
    offers: () => Promise.resolve(offers),
    fetchModel: (_, signal) => work(signal),
    pauseFetch: ({ model }) => {
      paused.push(model);
      return Promise.resolve();
    },
    onDownload: (handler) => {
      report = handler;
      return () => undefined;
    },
  };
  return {
    model: toHearingModel(storage),
    storage,
    paused,
    report: (download: ModelDownload) => report(download),
    setOffers: (next: readonly ModelOffer[]) => (offers = next),
  };
}

describe('the models that hear, as the panel shows them', () => {
  it('are offered, without those of other kinds', async () => {
    const { model } = setUp(() => Promise.resolve());
    model.refresh();
    await expect.poll(() => model.store.getState().offers).toEqual([base]);
  });

  it('are downloaded with progress, and then read again', async () => {
    const download = createDeferred();
    const { model, report, setOffers } = setUp(() => download.promise);
    model.download(base);
    expect(model.store.getState().download).toEqual({
      model: 'whisper-base',
      loadedBytes: 0,
      totalBytes: 80,
    });
    report({ model: 'whisper-base', loadedBytes: 40, totalBytes: 80 });
    expect(model.store.getState().download?.loadedBytes).toBe(40);
    setOffers([{ ...base, heldBytes: 80 }]);
    download.resolve();
    await expect.poll(() => model.store.getState().download).toBeNull();
    await expect.poll(() => model.store.getState().offers?.[0]?.heldBytes).toBe(80);
    expect(model.store.getState().endedCount).toBe(1);
  });

  it('show a download that was begun elsewhere until it ends, pause it, and show none of other kinds', async () => {
    const { model, paused, report, setOffers } = setUp(() => Promise.resolve());
    model.refresh();
    await expect.poll(() => model.store.getState().offers).toEqual([base]);
    report({ model: 'speakers', loadedBytes: 40, totalBytes: 80 });
    expect(model.store.getState().download).toBeNull();
    report({ model: 'whisper-base', loadedBytes: 40, totalBytes: 80 });
    expect(model.store.getState().download?.loadedBytes).toBe(40);
    model.pause();
    expect(paused).toEqual(['whisper-base']);
    setOffers([{ ...base, heldBytes: 40 }]);
    report({ model: 'whisper-base', loadedBytes: 40, totalBytes: 80, isOver: true });
    expect(model.store.getState().download).toBeNull();
    await expect.poll(() => model.store.getState().offers?.[0]?.heldBytes).toBe(40);
  });

  it('are paused without a problem, and fail with one', async () => {
    const pausing = setUp(
      (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    );
    pausing.model.download(base);
    // Another part of the page shows the same.
    toHearingModel(pausing.storage).pause();
    await expect.poll(() => pausing.model.store.getState().download).toBeNull();
    expect(pausing.model.store.getState().problem).toBeNull();
    const failing = setUp(() => Promise.reject(new SpeechError('model_unavailable', 'Gone.')));
    failing.model.download(base);
    await expect.poll(() => failing.model.store.getState().problem).not.toBeNull();
  });
});

import { expect, it, vi } from 'vitest';
import type { LoadedModel } from '../../../../src/engines/kokoro/loading/load-model.ts';
import { SegmentMaker, type SegmentMakerParts } from '../../../../src/engines/kokoro/segment-maker.ts';
import type { KokoroSession, SessionOutput } from '../../../../src/engines/kokoro/session/session.ts';
import { createAbortError, orAbort } from '../../../../src/std/abort.ts';
import { createDeferred } from '../../../../src/std/deferred.ts';

it('stops the run that makes a bad segment again, and drops its session, when nobody wants the segment', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const begun = createDeferred();
  const released: string[] = [];
  const load = (device: KokoroSession['device'], run: KokoroSession['run']): LoadedModel =>
    ({
      plan: { device },
      session: { device, run, release: () => Promise.resolve(void released.push(device)) },
      runCount: 0,
    }) as unknown as LoadedModel;
  const silence: SessionOutput = { samples: new Float32Array(600), durations: null };
  const gpu = load('webgpu', () => Promise.resolve(silence));
  const spare = load('wasm', (_, signal) => {
    begun.resolve();
    return orAbort(createDeferred<SessionOutput>().promise, signal ?? new AbortController().signal);
  });
  const maker = new SegmentMaker({
    parts: {},
    trust: { findFault: () => 'it was silent' },
    ready: () => Promise.resolve(gpu),
    start: () => Promise.resolve(spare),
  } as unknown as SegmentMakerParts);
  const controller = new AbortController();
  const input = { tokenIds: [0, 50, 0], style: new Float32Array(256), speed: 1 };
  const making = maker.make(input, [{ id: 'af_heart', weight: 1 }], controller.signal);
  await begun.promise;
  controller.abort(createAbortError());
  await expect(making).rejects.toMatchObject({ name: 'AbortError' });
  expect(released).toEqual(['wasm']);
  vi.restoreAllMocks();
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineStatus } from '../../../../src/contract/engine-status.ts';
import type { KokoroEngine } from '../../../../src/engines/kokoro/kokoro-engine.ts';
import type { KokoroEngineParts } from '../../../../src/engines/kokoro/kokoro-engine-parts.ts';
import { RestingModel } from '../../../../src/engines/kokoro/loading/resting-model.ts';
import type { SessionSlot } from '../../../../src/engines/kokoro/loading/session-slot.ts';
import { createOrtSession } from '../../../../src/engines/kokoro/session/ort-session.ts';
import type { CreateSession } from '../../../../src/engines/kokoro/session/session.ts';
import { MemoryArea } from '../../../../src/models/store/memory-area.ts';
import { ModelStore } from '../../../../src/models/store/model-store.ts';
import { createDeferred } from '../../../../src/std/deferred.ts';
import { decodeTones } from '../../../fixtures/decode-tones.ts';
import type { FileServer } from '../../../fixtures/file-server.ts';
import { createNodeEngine, toneJob } from '../../../fixtures/node-engine.ts';
import { startToneServer } from '../../../fixtures/tone-server.ts';

const { signal } = new AbortController();

let server: FileServer;

beforeAll(async () => {
  server = await startToneServer();
});

afterAll(() => server.close());

interface Subject {
  readonly engine: KokoroEngine;
  readonly states: EngineStatus['state'][];
}

function createSubject(parts: Partial<KokoroEngineParts> = {}): Subject {
  const states: EngineStatus['state'][] = [];
  const onStatus = ({ state }: EngineStatus): void => {
    if (states.at(-1) !== state) states.push(state);
  };
  return { states, engine: createNodeEngine(server.baseUrl, { restMs: 1, onStatus, ...parts }) };
}

describe('a model that nobody uses', () => {
  it('leaves memory, stays stored, and speaks again when it is asked', async () => {
    const { engine, states } = createSubject();
    const { samples } = await engine.synthesize(toneJob, signal);
    await expect.poll(() => engine.status().state).toBe('idle');
    expect(engine.status()).toMatchObject({ stored: true, error: null });
    const again = await engine.synthesize(toneJob, signal);
    expect(decodeTones(again.samples)).toEqual(decodeTones(samples));
    expect(states.filter((state) => state === 'downloading')).toHaveLength(1);
    await expect.poll(() => states.filter((state) => state === 'idle')).toHaveLength(2);
  });

  it('leaves after a load, too, that nothing follows', async () => {
    const { engine } = createSubject();
    await engine.load(signal);
    await expect.poll(() => engine.status().state).toBe('idle');
  });

  it('stays while it speaks, and for a request that comes while it is about to leave', async () => {
    const [asked, allowed] = [createDeferred(), createDeferred()];
    class SlowStore extends ModelStore {
      override async hasAll(...files: Parameters<ModelStore['hasAll']>): Promise<boolean> {
        const isThere = await super.hasAll(...files);
        // Only a model that is loaded is asked about by itself.
        if (engine.status().state === 'ready') {
          asked.resolve();
          await allowed.promise;
        }
        return isThere;
      }
    }
    let starts = 0;
    const createSession: CreateSession = (...options) => {
      starts += 1;
      return createOrtSession(...options);
    };
    const store = new SlowStore(new MemoryArea());
    const { engine } = createSubject({ store, createSession });
    await engine.load(signal);
    await asked.promise;
    const speaking = engine.synthesize(toneJob, signal);
    allowed.resolve();
    await speaking;
    expect(starts).toBe(1);
  });

  it('stays where it is not stored any more', async () => {
    const store = new ModelStore(new MemoryArea());
    const { engine, states } = createSubject({ store });
    const looked = createDeferred();
    vi.spyOn(store, 'hasAll').mockImplementation(async () => {
      if (engine.status().state === 'ready') looked.resolve();
      return Promise.resolve(false);
    });
    await engine.load(signal);
    await looked.promise;
    await engine.synthesize(toneJob, signal);
    expect(states).not.toContain('idle');
  });
});

describe('the time until a model leaves', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    { startMs: 450, minutes: 5 },
    { startMs: 6_000, minutes: 60 },
  ])('is $minutes minutes after a start of $startMs ms', async ({ startMs, minutes }) => {
    const makeRoom = vi.fn(() => Promise.resolve());
    const store = { hasAll: () => Promise.resolve(true) } as unknown as ModelStore;
    const slot = { loaded: { plan: { model: { files: [] }, weights: {} } } } as unknown as SessionSlot;
    const resting = new RestingModel({
      ...{ slot, store, makeRoom },
      restMs: undefined,
      isChecking: () => false,
    });
    resting.watchStart();
    await vi.advanceTimersByTimeAsync(startMs);
    resting.considerStart();
    await vi.advanceTimersByTimeAsync(minutes * 60_000 - 1);
    expect(makeRoom).not.toHaveBeenCalled();
    resting.enter();
    resting.leave();
    await vi.advanceTimersByTimeAsync(minutes * 60_000 - 1);
    expect(makeRoom).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(makeRoom).toHaveBeenCalledOnce();
  });
});

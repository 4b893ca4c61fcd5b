import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { KokoroEngine, KokoroEngineParts } from '../../../../src/engines/kokoro/kokoro-engine.ts';
import { decodeTones } from '../../../fixtures/decode-tones.ts';
import type { FileServer } from '../../../fixtures/file-server.ts';
import { createNodeEngine, plainEnvironment, toneJob } from '../../../fixtures/node-engine.ts';
import { createNodeSessions, type NodeSessions } from '../../../fixtures/node-sessions.ts';
import { toAudibleIds } from '../../../fixtures/tone.ts';
import { startToneServer } from '../../../fixtures/tone-server.ts';

const { signal } = new AbortController();

/** 500 prove what the project promises; fewer show the same trend in less time. */
const UTTERANCES = Number(process.env['SOTTO_SOAK'] ?? 150);
const RECYCLE_RUNS = 10;

let server: FileServer;

beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  server = await startToneServer();
});

afterAll(async () => {
  vi.restoreAllMocks();
  await server.close();
});

interface Subject {
  readonly engine: KokoroEngine;
  readonly sessions: NodeSessions;
}

function createSubject(parts: Partial<KokoroEngineParts> = {}): Subject {
  const sessions = createNodeSessions();
  const { createSession } = sessions;
  return {
    sessions,
    engine: createNodeEngine(server.baseUrl, { createSession, recycleRuns: RECYCLE_RUNS, ...parts }),
  };
}

/** Speaks up to 120 tokens, other ones each time, and checks what is heard. */
async function speak(engine: KokoroEngine, index: number): Promise<void> {
  const length = 5 + ((index * 37) % 115);
  const tokenIds = [0, ...Array.from({ length }, (_, i) => 43 + ((i * 11 + index) % 30)), 0];
  const { samples } = await engine.synthesize({ ...toneJob, tokenIds }, signal);
  expect(decodeTones(samples)).toEqual(toAudibleIds(tokenIds));
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** The least of some moments, in bytes, with one session alive: what is about to be freed does not count. */
async function measureMemory({ livingCount }: NodeSessions): Promise<number> {
  await expect.poll(livingCount, { timeout: 180_000 }).toBe(1);
  let least = Infinity;
  for (let moment = 0; moment < 5; moment += 1) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 100));
    least = Math.min(least, process.memoryUsage().rss);
  }
  return least;
}

describe('sessions', () => {
  it(
    `are replaced, and after ${UTTERANCES} utterances need no more memory than after 50`,
    {
      timeout: 60 * 60_000,
    },
    async () => {
      const { engine, sessions } = createSubject();
      let memoryAt50 = 0;
      for (let index = 0; index < UTTERANCES; index += 1) {
        await speak(engine, index);
        // The allocator keeps a little more or less of what the last session freed: three looks even that out.
        if ([39, 49, 59].includes(index)) memoryAt50 = Math.max(memoryAt50, await measureMemory(sessions));
      }
      expect((await measureMemory(sessions)) / memoryAt50).toBeLessThan(1.1);
      // A replacement takes a while, in which the old session goes on; how many there are depends on how long a start takes.
      expect(sessions.startedCount()).toBeGreaterThanOrEqual(3);
      expect(sessions.startedCount()).toBeLessThanOrEqual(Math.ceil(UTTERANCES / RECYCLE_RUNS) + 1);
      await engine.unload();
      await expect.poll(() => sessions.livingCount()).toBe(0);
    },
  );

  it('are replaced one after the other where memory is scarce, and the text comes whole all the same', async () => {
    const environment = { ...plainEnvironment, memoryGigabytes: 2 };
    const { engine, sessions } = createSubject({ environment, recycleRuns: 4 });
    let most = 0;
    for (let index = 0; index < 12; index += 1) {
      await speak(engine, index);
      most = Math.max(most, sessions.livingCount());
    }
    expect(sessions.startedCount()).toBeGreaterThanOrEqual(2);
    // The one that goes may still be on its way out.
    expect(most).toBeLessThanOrEqual(2);
    await engine.unload();
  });

  it('that cannot be replaced go on', async () => {
    const nodeSessions = createNodeSessions();
    let starts = 0;
    const createSession: KokoroEngineParts['createSession'] = (options, createSignal) =>
      starts++ === 0
        ? nodeSessions.createSession(options, createSignal)
        : Promise.reject(new Error('no memory'));
    const { engine } = createSubject({ createSession, recycleRuns: 2 });
    for (let index = 0; index < 6; index += 1) await speak(engine, index);
    expect(starts).toBeGreaterThanOrEqual(2);
    expect(engine.status().state).toBe('ready');
    await engine.unload();
  });
});

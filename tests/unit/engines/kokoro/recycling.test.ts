import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { KokoroEngine } from '../../../../src/engines/kokoro/kokoro-engine.ts';
import type { KokoroEngineParts } from '../../../../src/engines/kokoro/kokoro-engine-parts.ts';
import { decodeTones } from '../../../fixtures/decode-tones.ts';
import type { FileServer } from '../../../fixtures/file-server.ts';
import { isFullRun } from '../../../fixtures/full-run.ts';
import { createNodeEngine, plainEnvironment, toneJob } from '../../../fixtures/node-engine.ts';
import { createNodeSessions, type NodeSessions } from '../../../fixtures/node-sessions.ts';
import { toAudibleIds } from '../../../fixtures/tone.ts';
import { startToneServer } from '../../../fixtures/tone-server.ts';

const { signal } = new AbortController();

/** 500 prove what the project promises; fewer show the same trend in less time. */
const UTTERANCES = Number(process.env['SOTTO_SOAK'] ?? (isFullRun ? 150 : 80));
const RECYCLE_RUNS = 20;

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

/** Speaks up to 120 tokens, other ones each time, and checks what is heard: each time, or often enough to meet every session. */
async function speak(engine: KokoroEngine, index: number): Promise<void> {
  const length = 5 + ((index * 37) % 115);
  const tokenIds = [0, ...Array.from({ length }, (_, i) => 43 + ((i * 11 + index) % 30)), 0];
  const { samples } = await engine.synthesize({ ...toneJob, tokenIds }, signal);
  if (isFullRun || index % 4 === 1) expect(decodeTones(samples)).toEqual(toAudibleIds(tokenIds));
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Waits until so many sessions were replaced, and the old ones are gone. */
async function untilReplaced(sessions: NodeSessions, replacedCount: number): Promise<void> {
  const counts = (): number[] => [sessions.startedCount(), sessions.livingCount()];
  await expect.poll(counts, { timeout: 180_000 }).toEqual([1 + replacedCount, 1]);
}

/** The least of some moments, in bytes: what is about to be freed does not count. */
async function measureMemory(): Promise<number> {
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
      for (let count = 1; count <= UTTERANCES; count += 1) {
        await speak(engine, count);
        const replacedCount = Math.floor(count / RECYCLE_RUNS);
        // The old session goes on until then; what it said in the meantime would not count for the next.
        if (count % RECYCLE_RUNS === 0) await untilReplaced(sessions, replacedCount);
        expect(sessions.startedCount()).toBe(1 + replacedCount);
        // The allocator keeps a little more or less of what the last session freed: three looks even that out.
        if ([40, 50, 60].includes(count)) memoryAt50 = Math.max(memoryAt50, await measureMemory());
      }
      expect((await measureMemory()) / memoryAt50).toBeLessThan(1.1);
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
    await untilReplaced(sessions, 3);
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
    const warned = vi.mocked(console.warn).mockClear();
    const countFailures = (): number =>
      warned.mock.calls.filter(([message]) => message === 'A fresh session could not be started').length;
    for (let count = 1; count <= 6; count += 1) {
      await speak(engine, count);
      // Each failure is reported, and the session goes on for as long again.
      await expect.poll(countFailures, { timeout: 180_000 }).toBe(Math.floor(count / 2));
      expect(starts).toBe(1 + Math.floor(count / 2));
    }
    expect(engine.status().state).toBe('ready');
    await engine.unload();
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../src/engines/engine.ts';
import { defaultConfig } from '../../../src/engines/kokoro/kokoro-engine.ts';
import type { EngineStatus } from '../../../src/contract/engine-status.ts';
import type { FileServer } from '../../fixtures/file-server.ts';
import { createNodeEngine, toneJob } from '../../fixtures/node-engine.ts';
import { startToneServer } from '../../fixtures/tone-server.ts';

const { signal } = new AbortController();
const builtInConfig = { ...defaultConfig, model: 'espeak-ng' };
const builtInJob = { ...toneJob, model: 'espeak-ng' };

let server: FileServer;
let statuses: EngineStatus[];
let engine: Engine;

beforeEach(async () => {
  server = await startToneServer();
  statuses = [];
  engine = createEngine({
    createKokoro: (onStatus) => createNodeEngine(server.baseUrl, { onStatus }),
    builtIn: {
      synthesize: () =>
        Promise.resolve({ samples: new Float32Array(10), durations: null, engine: 'espeak-ng' }),
    },
    onStatus: (status) => statuses.push(status),
  });
});

afterEach(() => server.close());

describe('both engines behind one face', () => {
  it('let the model of the job say who speaks, and count every run', async () => {
    expect((await engine.synthesize(builtInJob, signal)).engine).toBe('espeak-ng');
    expect(server.requests).toEqual([]);
    expect((await engine.synthesize(toneJob, signal)).engine).toBe('kokoro');
    expect(engine.status()).toMatchObject({ engine: 'kokoro', state: 'ready', runs: 2 });
  });

  it('show the built-in voice as ready when it is chosen, and free the model', async () => {
    await engine.load(signal);
    const status = await engine.configure(builtInConfig, signal);
    expect(status).toMatchObject({ engine: 'espeak-ng', model: 'espeak-ng', state: 'ready', stored: true });
    expect(await engine.load(signal)).toEqual(status);
    expect(statuses.at(-1)).toEqual(status);
    expect(await engine.configure(defaultConfig, signal)).toMatchObject({ engine: 'kokoro', state: 'idle' });
  });

  it('show the model as soon as somebody speaks with it', async () => {
    await engine.configure(builtInConfig, signal);
    statuses.length = 0;
    await engine.synthesize(toneJob, signal);
    expect(statuses.every(({ engine: id }) => id === 'kokoro')).toBe(true);
    expect(statuses.at(-1)).toMatchObject({ state: 'ready' });
  });
});

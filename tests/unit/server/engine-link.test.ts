import type { SynthesisJob } from '../../../src/contract/synthesis.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EngineStatus } from '../../../src/contract/engine-status.ts';
import { createAbortError } from '../../../src/std/abort.ts';
import { createDeferred } from '../../../src/std/deferred.ts';
import { createEngineControl, EngineLink } from '../../../src/server/engine-link.ts';
import { createRemoteSynthesizer } from '../../../src/server/remote-engine.ts';
import { createFakeEngineWorker, type FakeEngineWorker } from '../../fixtures/fake-engine-worker.ts';
import type { FakeSynthesizerOptions } from '../../fixtures/fake-synthesizer.ts';

const never = new AbortController().signal;

const job: SynthesisJob = {
  text: 'Hi',
  tokenIds: [0, 50, 51, 0],
  language: 'en-us',
  voice: [{ id: 'af_heart', weight: 1 }],
  speed: 1,
};

const config = { model: 'kokoro-82m', device: 'auto', dtype: 'auto', threads: 0 } as const;

/** A link whose page starts a new engine whenever it is asked to, with the next of `options`. */
function createLink(...options: FakeSynthesizerOptions[]) {
  const engines: FakeEngineWorker[] = [];
  const statuses: EngineStatus[] = [];
  const start = (): void => {
    const engine = createFakeEngineWorker(options[engines.length] ?? {});
    engines.push(engine);
    link.attach(engine.port);
  };
  const requestEngine = vi.fn(() => {
    // The page starts it a moment later.
    void Promise.resolve().then(start);
  });
  const link = new EngineLink({ config, requestEngine, onStatus: (status) => statuses.push(status) });
  return { link, engines, requestEngine, statuses, start };
}

const dieInRun = (engines: () => FakeEngineWorker | undefined): FakeSynthesizerOptions => ({
  before: () => {
    engines()?.kill();
    return createDeferred().promise;
  },
});

afterEach(() => {
  vi.useRealTimers();
});

describe('the link to the engine', () => {
  it('waits for the first engine without asking for one, and configures it', async () => {
    const { link, engines, requestEngine, start } = createLink();
    const speaking = createRemoteSynthesizer(link, 'kokoro-82m').synthesize(job, never);
    start();
    const { samples } = await speaking;
    expect(samples.length).toBeGreaterThan(0);
    expect(requestEngine).not.toHaveBeenCalled();
    expect(engines[0]?.configs).toEqual([config]);
    expect(engines[0]?.models).toEqual(['kokoro-82m']);
  });

  it('has a segment made again, once, when the engine dies in the middle of it', async () => {
    const { link, engines, requestEngine, start } = createLink(dieInRun(() => engines[0]));
    start();
    const { samples } = await createRemoteSynthesizer(link, 'kokoro-82m').synthesize(job, never);
    expect(samples.length).toBeGreaterThan(0);
    expect(requestEngine).toHaveBeenCalledOnce();
    expect(engines).toHaveLength(2);
    expect(engines[1]?.synthesizer.jobs).toHaveLength(1);
  });

  it('fails when the second engine dies too', async () => {
    const { link, engines, start } = createLink(
      dieInRun(() => engines[0]),
      dieInRun(() => engines[1]),
    );
    start();
    await expect(createRemoteSynthesizer(link, 'kokoro-82m').synthesize(job, never)).rejects.toMatchObject({
      code: 'synthesis_failed',
    });
    expect(engines).toHaveLength(2);
  });

  it('asks for a new engine only when it is needed', async () => {
    const { link, engines, requestEngine, statuses, start } = createLink();
    start();
    await createEngineControl(link).load(never);
    engines[0]?.kill();
    await vi.waitUntil(() => link.status?.state === 'idle');
    expect(statuses.map(({ state }) => state)).toContain('ready');
    expect(statuses.slice(-1)).toMatchObject([{ state: 'idle' }]);
    expect(requestEngine).not.toHaveBeenCalled();
    await createRemoteSynthesizer(link, 'kokoro-82m').synthesize(job, never);
    expect(requestEngine).toHaveBeenCalledOnce();
  });

  it('gives a fresh engine the configuration of the earlier one, and counts its runs on', async () => {
    const { link, engines, start } = createLink();
    const control = createEngineControl(link);
    start();
    await control.configure({ threads: 3 });
    await createRemoteSynthesizer(link, 'kokoro-82m').synthesize(job, never);
    await expect(control.status()).resolves.toMatchObject({ runs: 1 });
    engines[0]?.kill();
    await createRemoteSynthesizer(link, 'kokoro-82m').synthesize(job, never);
    expect(engines[1]?.configs).toEqual([{ ...config, threads: 3 }]);
    await expect(control.status()).resolves.toMatchObject({ runs: 2 });
  });

  it('keeps the earlier configuration where the engine refuses one, for later changes too', async () => {
    const { link, engines, start } = createLink();
    start();
    const control = createEngineControl(link);
    await control.configure({ threads: 3 });
    const changes = [control.configure({ threads: -1 }), control.configure({ device: 'wasm' })];
    await expect(changes[0]).rejects.toMatchObject({ code: 'invalid_value' });
    await expect(changes[1]).rejects.toMatchObject({ code: 'invalid_value' });
    await control.configure({ dtype: 'q8' });
    expect(engines[0]?.configs.at(-1)).toEqual({ ...config, threads: 3, dtype: 'q8' });
  });

  it('keeps a later configuration where the engine refuses the one before it', async () => {
    const { link, engines, start } = createLink();
    start();
    const control = createEngineControl(link);
    const changes = [control.configure({ threads: -1 }), control.configure({ threads: 2 })];
    await expect(changes[0]).rejects.toMatchObject({ code: 'invalid_value' });
    await changes[1];
    await control.configure({ dtype: 'q8' });
    expect(engines[0]?.configs.at(-1)).toEqual({ ...config, threads: 2, dtype: 'q8' });
  });

  it('fails where no engine starts, and waits for one anew when it is asked again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { link, start } = createLink();
    const synthesizer = createRemoteSynthesizer(link, 'kokoro-82m');
    const outcome = expect(synthesizer.synthesize(job, never)).rejects.toMatchObject({
      code: 'engine_unavailable',
    });
    await vi.advanceTimersByTimeAsync(600_000);
    await outcome;
    vi.useRealTimers();
    const speaking = synthesizer.synthesize(job, never);
    start();
    expect((await speaking).samples.length).toBeGreaterThan(0);
  });

  it('takes an engine that is replaced while it lives for lost, and counts its runs on', async () => {
    const { link, statuses, start } = createLink();
    const control = createEngineControl(link);
    start();
    await control.load(never);
    await createRemoteSynthesizer(link, 'kokoro-82m').synthesize(job, never);
    await expect(control.status()).resolves.toMatchObject({ state: 'ready', runs: 1 });
    start();
    expect(link.status).toMatchObject({ state: 'idle', runs: 1 });
    expect(statuses.at(-1)).toEqual(link.status);
    await createRemoteSynthesizer(link, 'kokoro-82m').synthesize(job, never);
    await expect(control.status()).resolves.toMatchObject({ runs: 2 });
  });

  it('does not try again what was aborted', async () => {
    const started = createDeferred();
    const { link, engines, start } = createLink({
      before: () => {
        started.resolve();
        return createDeferred().promise;
      },
    });
    start();
    const controller = new AbortController();
    const speaking = createRemoteSynthesizer(link, 'kokoro-82m').synthesize(job, controller.signal);
    await started.promise;
    controller.abort();
    await expect(speaking).rejects.toMatchObject({ name: 'AbortError' });
    expect(engines).toHaveLength(1);
  });

  it('takes an abort that nobody here asked for, as of a load that was called off, for a failure', async () => {
    const { link, start } = createLink({
      before: () => {
        throw createAbortError('The model was unloaded.');
      },
    });
    start();
    const speaking = createRemoteSynthesizer(link, 'kokoro-82m').synthesize(job, never);
    await expect(speaking).rejects.toMatchObject({ code: 'synthesis_failed' });
  });

  it('passes on what the engine says of a failure', async () => {
    const { link, requestEngine, start } = createLink({
      before: () => {
        throw new RangeError('out of memory');
      },
    });
    start();
    await expect(createRemoteSynthesizer(link, 'kokoro-82m').synthesize(job, never)).rejects.toThrow(
      'out of memory',
    );
    expect(requestEngine).not.toHaveBeenCalled();
  });
});

describe('the status of the engine', () => {
  it('is the last known while a run keeps it from answering', async () => {
    const { link, start } = createLink();
    start();
    const control = createEngineControl(link);
    await control.load(never);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stuck = new MessageChannel();
    link.attach(stuck.port1);
    const asked = control.status();
    await vi.advanceTimersByTimeAsync(300);
    vi.useRealTimers();
    await expect(asked).resolves.toMatchObject({ model: 'kokoro-82m' });
    stuck.port1.close();
  });
});

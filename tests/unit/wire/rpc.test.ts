import { afterEach, describe, expect, it, vi } from 'vitest';
import { SpeechError } from '../../../src/contract/errors.ts';
import { createDeferred } from '../../../src/std/deferred.ts';
import { PROTOCOL_VERSION } from '../../../src/wire/protocol-version.ts';
import { createRpcClient, PeerLostError, serveRpc, transferring } from '../../../src/wire/rpc.ts';

interface Calls {
  double(value: number): Promise<number>;
  fail(code: 'speech' | 'internal'): Promise<void>;
  hang(): Promise<void>;
  samples(length: number): Promise<Float32Array<ArrayBuffer>>;
}

interface Events {
  tick: { count: number };
}

const disposers: (() => void)[] = [];

afterEach(() => {
  vi.useRealTimers();
  for (const dispose of disposers.splice(0)) dispose();
});

function connect() {
  const { port1, port2 } = new MessageChannel();
  const hanging = { signal: createDeferred<AbortSignal>(), sent: new Float32Array(0) };
  const server = serveRpc<Calls, Events>(port2, {
    double: (value) => value * 2,
    fail: (code) => {
      throw code === 'speech'
        ? new SpeechError('invalid_value', 'Not this one.', { param: 'voice' })
        : new RangeError('deep inside');
    },
    hang: (_, { signal }) => {
      hanging.signal.resolve(signal);
      return new Promise<void>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
    },
    samples: (length) => {
      hanging.sent = new Float32Array(length).fill(0.5);
      return transferring(hanging.sent, [hanging.sent.buffer]);
    },
  });
  const client = createRpcClient<Calls, Events>(port1);
  disposers.push(
    () => client.dispose(),
    () => server.dispose(),
  );
  return { client, server, hanging, port1, port2 };
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => {
    signal.addEventListener('abort', resolve);
  });
}

describe('rpc over a port', () => {
  it('gives results, also of calls that overlap', async () => {
    const { client } = connect();
    await expect(Promise.all([1, 2, 3].map((value) => client.call('double', value)))).resolves.toEqual([
      2, 4, 6,
    ]);
  });

  it('keeps the class and the fields of a SpeechError', async () => {
    const { client } = connect();
    const error = await client.call('fail', 'speech').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SpeechError);
    expect(error).toMatchObject({ code: 'invalid_value', message: 'Not this one.', param: 'voice' });
  });

  it('passes on other errors by their message', async () => {
    const { client } = connect();
    await expect(client.call('fail', 'internal')).rejects.toThrow('deep inside');
  });

  it('moves buffers instead of copying them', async () => {
    const { client, hanging } = connect();
    const samples = await client.call('samples', 4);
    expect([...samples]).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect(hanging.sent.length).toBe(0);
  });

  it('ends with AbortError at once and tells the server to stop', async () => {
    const { client, hanging } = connect();
    const controller = new AbortController();
    const call = client.call('hang', undefined, { signal: controller.signal });
    const signal = await hanging.signal.promise;
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await untilAborted(signal);
    await expect(client.call('double', 4)).resolves.toBe(8);
  });

  it('does not send a call whose signal has fired already', async () => {
    const { client } = connect();
    await expect(client.call('double', 1, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('ends with TimeoutError at the time limit and tells the server to stop', async () => {
    const { client, hanging } = connect();
    const call = client.call('hang', undefined, { timeoutMs: 5 });
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
    await untilAborted(await hanging.signal.promise);
  });

  it('rejects what is open when the peer closes, and whatever is called later', async () => {
    const { client, server } = connect();
    const call = client.call('hang', undefined);
    server.dispose();
    await expect(call).rejects.toBeInstanceOf(PeerLostError);
    await expect(client.closed).resolves.toBeInstanceOf(PeerLostError);
    await expect(client.call('double', 1)).rejects.toBeInstanceOf(PeerLostError);
  });

  it('rejects an argument that cannot be cloned', async () => {
    const { client } = connect();
    await expect(client.call('double', (() => 1) as unknown as number)).rejects.toMatchObject({
      name: 'DataCloneError',
    });
  });

  it('aborts what runs when the caller goes away', async () => {
    const { client, hanging } = connect();
    const call = client.call('hang', undefined);
    const signal = await hanging.signal.promise;
    client.dispose(new Error('leaving'));
    await expect(call).rejects.toThrow('leaving');
    await untilAborted(signal);
  });

  it('delivers events to every handler until it is taken off', async () => {
    const { client, server } = connect();
    const seen: number[] = [];
    const second = createDeferred<undefined>();
    const off = client.on('tick', ({ count }) => seen.push(count));
    client.on('tick', ({ count }) => {
      if (count === 1) off();
      else second.resolve(undefined);
    });
    server.emit('tick', { count: 1 });
    server.emit('tick', { count: 2 });
    await second.promise;
    expect(seen).toEqual([1]);
  });
});

describe('a peer of another version', () => {
  it('gets an error for what the server does not know, and ends nothing', async () => {
    const { client, port1 } = connect();
    const answers: unknown[] = [];
    port1.addEventListener('message', ({ data }) => answers.push(data));
    for (const message of [null, 'text', {}, { type: 'hurry' }, { type: 'hurry', id: 77 }]) {
      port1.postMessage(message);
    }
    await expect(client.call('double', 4)).resolves.toBe(8);
    expect(answers).toContainEqual(expect.objectContaining({ type: 'error', id: 77 }));
  });

  it('may send the caller what that does not know', async () => {
    const { client, port2 } = connect();
    for (const message of [null, 'text', {}, { type: 'hurry', id: 1 }]) port2.postMessage(message);
    await expect(client.call('double', 4)).resolves.toBe(8);
  });

  it('is refused call by call, with words that say what to do', async () => {
    const { client, port1 } = connect();
    port1.postMessage({ type: 'open', version: PROTOCOL_VERSION + 1 });
    const refusal = { code: 'engine_unavailable', message: expect.stringContaining('Reload') as unknown };
    await expect(client.call('double', 4)).rejects.toMatchObject(refusal);
    await expect(client.call('double', 4)).rejects.toMatchObject(refusal);
  });
});

describe('a silent peer', () => {
  it('is lost to the caller after 20 s without a beat', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { port1 } = new MessageChannel();
    const client = createRpcClient<Calls, Events>(port1);
    disposers.push(() => client.dispose());
    const call = client.call('hang', undefined);
    const outcome = vi.fn();
    call.catch(outcome);
    await vi.advanceTimersByTimeAsync(19_999);
    expect(outcome).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await expect(call).rejects.toBeInstanceOf(PeerLostError);
  });

  it('may be silent for longer where the call says so', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { port1 } = new MessageChannel();
    const client = createRpcClient<Calls, Events>(port1);
    disposers.push(() => client.dispose());
    const outcome = vi.fn();
    client.call('hang', undefined, { silenceMs: 60_000 }).catch(outcome);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(outcome).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(outcome).toHaveBeenCalledOnce();
  });

  it('is lost to the server, which aborts its call', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { port1, port2 } = new MessageChannel();
    const started = createDeferred<AbortSignal>();
    const server = serveRpc<Calls, Events>(port2, {
      double: (value) => value,
      fail: () => undefined,
      samples: () => new Float32Array(0),
      hang: (_, { signal }) => {
        started.resolve(signal);
        return createDeferred().promise;
      },
    });
    disposers.push(() => server.dispose());
    port1.postMessage({ type: 'call', id: 1, name: 'hang', arg: undefined });
    const signal = await started.promise;
    await vi.advanceTimersByTimeAsync(19_999);
    expect(signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(signal.aborted).toBe(true);
  });

  it('is no loss while both ends beat', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { client, hanging, port2 } = connect();
    const outcome = vi.fn();
    client.call('hang', undefined).catch(outcome);
    const signal = await hanging.signal.promise;
    for (let beat = 0; beat < 20; beat += 1) {
      const answered = new Promise((resolve) => {
        port2.addEventListener('message', resolve, { once: true });
      });
      vi.advanceTimersByTime(5_000);
      await answered;
    }
    expect(outcome).not.toHaveBeenCalled();
    expect(signal.aborted).toBe(false);
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import { ReconnectingClient } from '../../../src/page/reconnecting-client.ts';
import { Scope } from '../../../src/std/scope.ts';
import { createDeferred } from '../../../src/std/deferred.ts';
import { serveRpc, type RpcServer } from '../../../src/wire/rpc.ts';
import type { ServerCalls, ServerEvents } from '../../../src/wire/server.protocol.ts';
import { createStatus } from '../../fixtures/engine-status.ts';

const scopes: Scope[] = [];

afterEach(() => {
  vi.useRealTimers();
  for (const scope of scopes.splice(0)) scope.dispose();
});

const signal = new AbortController().signal;

/** Servers that come one after another; each answers with its own number as `runs`. */
function createServers() {
  const scope = new Scope();
  scopes.push(scope);
  const servers: RpcServer<ServerEvents>[] = [];
  const asked = createDeferred();
  const connect = (): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    const runs = servers.length;
    const server = serveRpc<Pick<ServerCalls, 'engineStatus' | 'greet' | 'models'>, ServerEvents>(port2, {
      greet: () => undefined,
      engineStatus: () => {
        asked.resolve();
        return runs === 0 ? createDeferred<never>().promise : createStatus({ runs });
      },
      models: () => [],
    });
    scope.add(() => server.dispose());
    servers.push(server);
    return port1;
  };
  return { client: new ReconnectingClient(scope, connect), servers, asked };
}

describe('ReconnectingClient', () => {
  it('asks the next server what the lost one did not answer', async () => {
    const { client, asked } = createServers();
    const status = client.ask('engineStatus', undefined, { signal });
    await asked.promise;
    client.reconnect();
    await expect(status).resolves.toMatchObject({ runs: 1 });
  });

  it('does not repeat a call that may be made only once', async () => {
    const { client, asked } = createServers();
    const status = client.call('engineStatus', undefined, { signal });
    await asked.promise;
    client.reconnect();
    await expect(status).rejects.toMatchObject({ name: 'PeerLostError' });
  });

  it('rejects what was asked, and what is asked later, once its scope ends', async () => {
    const scope = new Scope();
    // Nobody is at the other end.
    const client = new ReconnectingClient(scope, () => new MessageChannel().port1);
    const lost = { name: 'PeerLostError' };
    const asked = client.ask('models', undefined, { signal });
    scope.dispose();
    await expect(asked).rejects.toMatchObject(lost);
    // By then the connection is known to be closed.
    await expect(client.ask('models', undefined, { signal })).rejects.toMatchObject(lost);
    await expect(client.call('models', undefined, { signal })).rejects.toMatchObject(lost);
  });

  it('waits with such a call until somebody is there', async () => {
    const scope = new Scope();
    scopes.push(scope);
    let isHostFound = false;
    const greeted = createDeferred();
    const connect = (): MessagePort => {
      const { port1, port2 } = new MessageChannel();
      // Before a host is found, a connection leads to nobody.
      if (!isHostFound) return port1;
      const server = serveRpc<Pick<ServerCalls, 'greet' | 'models'>>(port2, {
        greet: () => greeted.resolve(),
        models: () => [],
      });
      scope.add(() => server.dispose());
      return port1;
    };
    const client = new ReconnectingClient(scope, connect);
    const models = client.call('models', undefined, { signal });
    isHostFound = true;
    client.reconnect();
    await greeted.promise;
    await expect(models).resolves.toEqual([]);
  });

  it('connects again by itself when the server closes', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { client, servers } = createServers();
    servers[0]?.dispose();
    const status = client.ask('engineStatus', undefined, { signal });
    while (servers.length < 2) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      vi.advanceTimersByTime(1_000);
    }
    await expect(status).resolves.toMatchObject({ runs: 1 });
  });

  it('hears the events of every server, until told to stop', async () => {
    const { client, servers } = createServers();
    const seen: number[] = [];
    const last = createDeferred();
    const off = client.on('status', ({ runs }) => seen.push(runs));
    client.on('status', ({ runs }) => {
      if (runs === 11) off();
      if (runs === 12) last.resolve();
    });
    servers[0]?.emit('status', createStatus({ runs: 10 }));
    await client.call('models', undefined, { signal });
    client.reconnect();
    servers[1]?.emit('status', createStatus({ runs: 11 }));
    servers[1]?.emit('status', createStatus({ runs: 12 }));
    await last.promise;
    expect(seen).toEqual([10, 11]);
  });

  it('gives up a call that is aborted while there is no server', async () => {
    const { client, servers } = createServers();
    const controller = new AbortController();
    servers[0]?.dispose();
    const status = client.ask('engineStatus', undefined, { signal: controller.signal });
    controller.abort();
    await expect(status).rejects.toMatchObject({ name: 'AbortError' });
  });
});

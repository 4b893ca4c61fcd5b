import { afterEach, expect, it, vi } from 'vitest';
import { fetchOverPort, serveHttpOverPort } from '../../../src/wire/http-port.ts';
import { PROTOCOL_VERSION } from '../../../src/wire/protocol-version.ts';
import { createRpcClient, serveRpc } from '../../../src/wire/rpc.ts';
import { createRandom } from '../../contract/support/random.ts';
import { createHostileMessage } from '../../fixtures/hostile-messages.ts';

const MESSAGES = 300;
const fields = ['id', 'name', 'arg', 'value', 'version', 'error'];

interface Calls {
  double(value: number): Promise<number>;
}

afterEach(() => {
  vi.restoreAllMocks();
});

it('a server of calls survives any message, and answers the next call', async () => {
  const random = createRandom(18);
  const { port1, port2 } = new MessageChannel();
  const server = serveRpc<Calls>(port2, { double: (value) => 2 * value });
  // What opens, closes and ends a connection does what it says, and is none of these.
  const types = ['call', 'abort', 'beat', 'result', 'event', '__proto__', 'pull'];
  for (let count = 0; count < MESSAGES; count += 1)
    port1.postMessage(createHostileMessage(random, types, fields));
  const client = createRpcClient<Calls>(port1);
  await expect(client.call('double', 21)).resolves.toBe(42);
  server.dispose();
});

it('a caller of another version is refused in words that say what to do', async () => {
  const { port1, port2 } = new MessageChannel();
  const server = serveRpc<Calls>(port2, { double: (value) => 2 * value });
  const answers: unknown[] = [];
  port1.onmessage = ({ data }: MessageEvent<unknown>) => answers.push(data);
  port1.postMessage({ type: 'open', version: PROTOCOL_VERSION - 1 });
  port1.postMessage({ type: 'call', id: 1, name: 'double', arg: 21 });
  await expect
    .poll(() => answers)
    .toContainEqual(
      expect.objectContaining({
        type: 'error',
        error: expect.objectContaining({
          message: expect.stringContaining('Reload both') as string,
        }) as object,
      }),
    );
  server.dispose();
});

it('an answer over a port survives any message of its reader', async () => {
  const random = createRandom(18);
  const { port1, port2 } = new MessageChannel();
  const head = { method: 'GET', url: 'http://a.example/v1/models', headers: [], clientId: '' };
  const handle = (): Promise<Response> => Promise.resolve(new Response('whole'));
  const over = serveHttpOverPort(port2, { head, body: null, handle });
  for (let count = 0; count < MESSAGES; count += 1)
    port1.postMessage(createHostileMessage(random, ['beat', 'item', 'end', 'toString', 'call'], fields));
  await expect((await fetchOverPort(port1)).text()).resolves.toBe('whole');
  await over;
});

it('a request whose head is nonsense is answered with an error', async () => {
  for (const head of [
    undefined,
    5,
    { url: 5 },
    { method: 'NO SUCH', url: 'x', headers: 5 },
    { url: 'http://a', headers: 5 },
  ]) {
    const { port1, port2 } = new MessageChannel();
    const handle = (): Promise<Response> => Promise.resolve(new Response('whole'));
    const over = serveHttpOverPort(port2, { head: head as never, body: null, handle });
    await expect(fetchOverPort(port1)).rejects.toThrow();
    await over;
  }
});

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isLocalHost, readAddress, toBrowserHost } from '../../../tools/server/serve.ts';

const root = join(import.meta.dirname, '../../..');

/** Has Node take itself for an older one. */
const older = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.0'}})`;

it('what npm start and npm test do first says in one line that Node is too old', () => {
  const first = "import { installIfNeeded } from './tools/install.mjs'; installIfNeeded();";
  const args = ['--import', older, '--input-type=module', '--eval', first];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  expect([status, stderr]).toEqual([1, 'Sotto needs Node 20.19 or newer; this is 18.20.0.\n']);
});

it('serves this machine alone unless more is asked for', () => {
  expect(readAddress({})).toEqual({ host: '127.0.0.1', port: 4173 });
  expect(readAddress({ HOST: '0.0.0.0', PORT: '0' })).toEqual({ host: '0.0.0.0', port: 0 });
});

it.each(['abc', '99999', '-1', '', '80.5', '0x50'])('refuses the port %j by name', (PORT) => {
  expect(() => readAddress({ PORT })).toThrow(`PORT is '${PORT}'`);
});

it.each([
  ['127.0.0.1', 'localhost', true],
  ['localhost', 'localhost', true],
  ['127.0.0.2', '127.0.0.2', true],
  ['::1', '[::1]', true],
  ['0.0.0.0', 'localhost', false],
  ['::', 'localhost', false],
  ['192.168.1.7', '192.168.1.7', false],
])('a server on %s is opened as %s', (host, shown, isLocal) => {
  expect([toBrowserHost(host), isLocalHost(host)]).toEqual([shown, isLocal]);
});

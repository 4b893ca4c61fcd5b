import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { findWebKit } from '../../../tools/test/find-webkit.ts';
import type { ScriptPage } from './script-page.ts';
import { WebDriverSession } from './web-driver.ts';

/** Why tests in WebKit are skipped, where they are. */
export const noWebKit =
  'WebKit is not installed (Debian has it as webkit2gtk-driver and xvfb), so nothing is proven in it.';

/** A running WebKit. */
export interface WebKit {
  readonly version: string;
  newPage(): Promise<ScriptPage>;
  close(): Promise<void>;
}

/** Starts WebKit for GTK on a screen that nobody sees. */
export async function launchWebKit(): Promise<WebKit> {
  const programs = findWebKit();
  if (programs === undefined) throw new Error(noWebKit);
  const screen = await openScreen(programs.displayServer);
  const port = await findFreePort();
  const driver = spawn(programs.driver, [`--port=${port}`], {
    stdio: 'ignore',
    // The sandbox needs rights that containers do not give.
    env: { ...process.env, DISPLAY: screen.display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
  });
  const endPrograms = (): Promise<unknown> => Promise.all([driver, screen.server].map(end));
  const session = await WebDriverSession.open(`http://127.0.0.1:${port}`, {
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: programs.browser, args: ['--automation'] },
  }).catch(async (error: unknown) => {
    await endPrograms();
    throw error;
  });
  return {
    version: session.version,
    newPage: () => session.newPage(),
    close: async () => {
      await session.close().catch(() => undefined);
      await endPrograms();
    },
  };
}

/** Starts a display server, which chooses a free number and writes it to its fourth file. */
async function openScreen(
  program: string,
): Promise<{ readonly display: string; readonly server: ChildProcess }> {
  const options = ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'];
  const server = spawn(program, options, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const chosen = server.stdio[3] as Readable;
  const number = await new Promise<string>((resolve, reject) => {
    chosen.once('data', (data: Buffer) => resolve(data.toString().trim()));
    server.once('exit', () => reject(new Error('No display could be opened.')));
  });
  return { display: `:${number}`, server };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) resolve();
    else {
      child.once('exit', () => resolve());
      child.kill();
    }
  });
}

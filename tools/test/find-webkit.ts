import { existsSync } from 'node:fs';

const machines = ['x86_64', 'aarch64'];
const versions = ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'];

/** Debian keeps the browser of each version beside the version's library. */
const browsers = [
  process.env['SOTTO_WEBKIT'],
  ...machines.flatMap((machine) =>
    versions.map((version) => `/usr/lib/${machine}-linux-gnu/${version}/MiniBrowser`),
  ),
];

/** Paths of the programs that run WebKit for GTK without a screen. */
export interface WebKitPrograms {
  readonly driver: string;
  readonly browser: string;
  readonly displayServer: string;
}

/** Returns the paths of an installed WebKit for GTK, or undefined. `SOTTO_WEBKIT` names a MiniBrowser that lies elsewhere. */
export function findWebKit(): WebKitPrograms | undefined {
  const browser = browsers.find((path) => path !== undefined && existsSync(path));
  const [driver, displayServer] = ['/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb'];
  if (browser === undefined || !existsSync(driver) || !existsSync(displayServer)) return undefined;
  return { driver, browser, displayServer };
}

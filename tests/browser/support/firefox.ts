import { existsSync } from 'node:fs';
import puppeteer, { type Browser } from 'puppeteer-core';

const places = [
  process.env['SOTTO_FIREFOX'],
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/** Returns the path of an installed Firefox, or undefined. `SOTTO_FIREFOX` names one that lies elsewhere. */
export function findFirefox(): string | undefined {
  return places.find((path) => path !== undefined && existsSync(path));
}

/** Why tests in Firefox are skipped, where they are. */
export const noFirefox = 'Firefox is not installed (SOTTO_FIREFOX names one), so nothing is proven in it.';

/** Starts Firefox without a window, allowed to play sound that nobody clicked for. */
export function launchFirefox(): Promise<Browser> {
  const executablePath = findFirefox();
  if (executablePath === undefined) throw new Error(noFirefox);
  return puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox: { 'media.autoplay.default': 0, 'media.autoplay.block-webaudio': false },
    protocolTimeout: 900_000,
  });
}

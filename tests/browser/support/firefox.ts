import puppeteer, { type Browser } from 'puppeteer-core';
import { findFirefox, firefoxPreferences } from '../../../tools/test/find-firefox.ts';

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
    extraPrefsFirefox: firefoxPreferences,
    // It starts slowly on a busy machine.
    timeout: 240_000,
    protocolTimeout: 900_000,
  });
}

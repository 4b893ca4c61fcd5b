import puppeteer, { type Browser } from 'puppeteer-core';
import { findFirefox, firefoxPreferences } from '../../../tools/test/find-firefox.ts';
import { endWorkerWatch, firefoxArgs } from '../../../tools/test/firefox-workers.ts';

/** Why tests in Firefox are skipped, where they are. */
export const noFirefox = 'Firefox is not installed (SOTTO_FIREFOX names one), so nothing is proven in it.';

/** How long each try may take; a quiet machine needs two seconds. */
const START_LIMITS_MS = [45_000, 60_000, 120_000];

/** Starts Firefox without a window, allowed to play sound that nobody clicked for. */
export async function launchFirefox(): Promise<Browser> {
  const executablePath = findFirefox();
  if (executablePath === undefined) throw new Error(noFirefox);
  let failure: unknown;
  // Now and then it starts and says nothing for minutes; then it is ended, and another one speaks at once.
  for (const timeout of START_LIMITS_MS) {
    try {
      const browser = await puppeteer.launch({
        browser: 'firefox',
        executablePath,
        headless: true,
        args: [...firefoxArgs],
        extraPrefsFirefox: firefoxPreferences,
        timeout,
        protocolTimeout: 900_000,
      });
      await endWorkerWatch(browser);
      return browser;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

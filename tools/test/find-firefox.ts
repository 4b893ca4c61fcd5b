import { existsSync } from 'node:fs';

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

/** Preferences that let pages play sound that nobody clicked for. */
export const firefoxPreferences = { 'media.autoplay.default': 0, 'media.autoplay.block-webaudio': false };

import { defaultSettings, parseSettings, toStoredSettings, type Settings } from './settings.ts';

const SETTINGS_KEY = 'sotto.settings';

type TextStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** Keeps settings from visit to visit. */
export interface SettingsStorage {
  read(): Settings;
  /** Returns false where the browser keeps nothing; the settings then last as long as the page. */
  write(settings: Settings): boolean;
}

/** Creates a storage over `localStorage`, which may be denied, full, or hold anything; `standard` is for a first visit. */
export function createSettingsStorage(
  open: () => TextStorage = () => localStorage,
  standard: Settings = defaultSettings,
): SettingsStorage {
  return {
    read: () => parseSettings(readValue(open), standard),
    write(settings) {
      try {
        open().setItem(SETTINGS_KEY, toStoredSettings(settings));
        return true;
      } catch {
        return false;
      }
    },
  };
}

function readValue(open: () => TextStorage): unknown {
  try {
    return JSON.parse(open().getItem(SETTINGS_KEY) ?? 'null');
  } catch {
    return null;
  }
}

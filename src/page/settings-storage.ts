import type { Settings } from '../contract/settings.ts';
import type { Scope } from '../std/scope.ts';
import { defaultSettings, parseChanges, toStoredSettings } from './settings.ts';

const SETTINGS_KEY = 'sotto.settings';

/** The settings that all tabs of this origin share, kept from visit to visit. */
export interface SettingsStorage {
  /** Reads every setting: the user's changes, and defaults for the others. */
  read(): Settings;
  /** Reads only what the user changed, in any tab. */
  readChanges(): Partial<Settings>;
  /** Stores a change, and nothing else. Returns false where that is not possible; it then lasts as long as the page. */
  change(patch: Partial<Settings>): boolean;
  /** Calls `handler` whenever another tab has stored a change. */
  follow(scope: Scope, handler: (settings: Settings) => void): void;
}

/** Replaces the storage of the settings, what sends its `storage` events, and the settings at first. */
export interface SettingsStorageOptions {
  /** Opens the storage, which may be denied or full, or hold broken data; `localStorage` if not given. */
  readonly open?: () => Pick<Storage, 'getItem' | 'setItem'>;
  /** The values of settings that the user never changed. */
  readonly standard?: Settings;
  /** Sends `storage` events; the page's window if not given. */
  readonly target?: EventTarget;
}

/** Creates the storage of the settings. */
export function createSettingsStorage(options: SettingsStorageOptions = {}): SettingsStorage {
  const { open = () => localStorage, standard = defaultSettings, target = globalThis } = options;
  // Changes that could not be stored.
  let unstored: Partial<Settings> = {};
  const readChanges = (): Partial<Settings> => ({ ...parseChanges(readValue(open)), ...unstored });
  const read = (): Settings => ({ ...standard, ...readChanges() });
  return {
    read,
    readChanges,
    change(patch) {
      const due = { ...unstored, ...patch };
      const isStored = writeChange(open, due);
      unstored = isStored ? {} : due;
      return isStored;
    },
    follow(scope, handler) {
      scope.listen(target, 'storage', ({ key }: StorageEvent) => {
        // Null says that all of the storage was cleared.
        if (key === SETTINGS_KEY || key === null) handler(read());
      });
    },
  };
}

function readValue(open: () => Pick<Storage, 'getItem'>): unknown {
  try {
    return JSON.parse(open().getItem(SETTINGS_KEY) ?? 'null');
  } catch {
    return null;
  }
}

/** Changes what is stored at this moment, so that the changes of other tabs stay. */
function writeChange(open: () => Pick<Storage, 'getItem' | 'setItem'>, patch: Partial<Settings>): boolean {
  const text = toStoredSettings(readValue(open), patch);
  if (text === undefined) return false;
  try {
    open().setItem(SETTINGS_KEY, text);
    return true;
  } catch {
    return false;
  }
}

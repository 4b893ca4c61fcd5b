import type { ServerSettings } from '../contract/settings.ts';
import type { EngineConfig } from '../contract/engine-status.ts';
import { requireUpstream, type Upstream } from '../contract/upstream.ts';
import { createLexiconStorage, type LexiconStorage } from './lexicon-storage.ts';
import { createSettingsStorage, type SettingsStorage } from './settings-storage.ts';
import {
  defaultSettings,
  toEngineChanges,
  toEngineConfig,
  toServerChanges,
  toServerSettings,
} from './settings.ts';
import type { SpeechOptions } from './speech-options.ts';

/** The settings of the threads that a page starts: the standard ones, then what the page set, then the user's changes. */
export class HostSettings {
  readonly #user: Pick<SettingsStorage, 'readChanges'>;
  readonly #lexicon: Pick<LexiconStorage, 'read'>;
  #server: Partial<ServerSettings>;
  #engine: Partial<EngineConfig>;

  constructor(options: SpeechOptions) {
    this.#user = options.userSettings ?? createSettingsStorage();
    this.#lexicon = options.userLexicon ?? createLexiconStorage();
    const { upstream } = options;
    this.#server = { ...options.settings, ...(upstream && { upstream: requireUpstream(upstream) }) };
    this.#engine = options.engine ?? {};
  }

  /** Adds to what the page set for the server thread. */
  applyToServer(patch: Partial<ServerSettings>): void {
    this.#server = { ...this.#server, ...patch };
  }

  /** Adds to what the page set for the engine. */
  applyToEngine(patch: Partial<EngineConfig>): void {
    this.#engine = { ...this.#engine, ...patch };
  }

  /** Reads the settings of the server thread as they are now; how much is kept is the user's to say, in every case. */
  toServerSettings(): ServerSettings {
    const standard = toServerSettings(defaultSettings);
    const { libraryLimitBytes } = standard;
    const changes = toServerChanges(this.#user.readChanges());
    return {
      ...standard,
      ...this.#server,
      libraryLimitBytes,
      ...changes,
      ...withKey(changes.upstream, this.#server.upstream),
      lexicon: this.#lexicon.read(),
    };
  }

  /** Reads the configuration of the engine as it is now. */
  toEngineConfig(): EngineConfig {
    return {
      ...toEngineConfig(defaultSettings),
      ...this.#engine,
      ...toEngineChanges(this.#user.readChanges()),
    };
  }
}

/** A key that is not stored is known to the page that it was typed into. */
function withKey(
  stored: Upstream | null | undefined,
  typed: Upstream | null | undefined,
): Partial<Pick<ServerSettings, 'upstream'>> {
  if (typed?.apiKey === undefined || stored?.baseUrl !== typed.baseUrl) return {};
  return { upstream: { ...stored, apiKey: typed.apiKey } };
}

import type { EngineConfig } from '../contract/engine-status.ts';
import type { ServerSettings } from '../wire/server.protocol.ts';
import type { LexiconStorage } from './lexicon-storage.ts';
import type { SettingsStorage } from './settings-storage.ts';

/** How speech starts in a page. */
export interface SpeechOptions {
  /** Where Sotto's files lie, absolute, with a slash at the end; found from this script if not given. */
  readonly baseUrl?: string;
  /** What holds for whatever the user never changed in the app, while this page hosts the server. */
  readonly settings?: Partial<Omit<ServerSettings, 'lexicon' | 'libraryLimitBytes'>>;
  readonly engine?: Partial<EngineConfig>;
  /** What the user changed; read from this origin's storage if not given. */
  readonly userSettings?: Pick<SettingsStorage, 'readChanges'>;
  /** How the user has words said; read from this origin's storage if not given. */
  readonly userLexicon?: Pick<LexiconStorage, 'read'>;
  /** Hosts other than the page's own whose audio routes are answered, for all pages; unchanged if not given. */
  readonly foreignHosts?: readonly string[];
  /** Whether their model lists are answered too. */
  readonly foreignModels?: boolean;
}

import type { ServerSettings } from '../contract/settings.ts';
import type { EngineConfig } from '../contract/engine-status.ts';
import type { Upstream } from '../contract/upstream.ts';
import type { LexiconStorage } from './lexicon-storage.ts';
import type { SettingsStorage } from './settings-storage.ts';

/** How speech starts in a page. */
export interface SpeechOptions {
  /**
   * Where Sotto's files lie, with a slash at the end; in the package the address, which may be relative to the page, of the
   * folder that `npx sotto init` copied them into. Found from this script if not given, in the package by `sotto/vite`, or else
   * the root of the site.
   */
  readonly baseUrl?: string;
  /**
   * The site's own service worker with Sotto in it (`sotto/service-worker`), as the site registers it. Sotto then registers
   * none.
   */
  readonly registration?: ServiceWorkerRegistration | Promise<ServiceWorkerRegistration>;
  /** What holds for whatever the user never changed in the app, while this page hosts the server. */
  readonly settings?: Partial<Omit<ServerSettings, 'lexicon' | 'libraryLimitBytes' | 'upstream'>>;
  readonly engine?: Partial<EngineConfig>;
  /**
   * Another service with OpenAI's audio API that speaks where a request asks for it (`model: 'upstream/…'`), or also where this
   * device is too slow or cannot speak, while this page hosts the server. The key stays in memory. None if not given: text
   * then leaves the page under no circumstances.
   */
  readonly upstream?: Upstream;
  /** What the user changed; read from this origin's storage if not given. */
  readonly userSettings?: Pick<SettingsStorage, 'readChanges'>;
  /** How the user has words said; read from this origin's storage if not given. */
  readonly userLexicon?: Pick<LexiconStorage, 'read'>;
  /** Hosts other than the page's own whose audio routes are answered, for all pages; unchanged if not given. */
  readonly foreignHosts?: readonly string[];
  /** Whether their model lists are answered too. */
  readonly foreignModels?: boolean;
}

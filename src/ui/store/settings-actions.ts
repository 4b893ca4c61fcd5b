import type { Settings } from '../../contract/settings.ts';
import type { PageServices } from '../../page/page-services.ts';
import { toEngineChanges, toServerChanges } from '../../page/settings.ts';
import type { Upstream } from '../../contract/upstream.ts';
import type { Language } from '../../contract/language.ts';
import { loadWords } from '../words/load-words.ts';
import type { AppStore } from './app-store.ts';
import { findBestVoice } from './best-voices.ts';
import { toProblem } from './problem.ts';
import { toMixLanguage } from './voice-language.ts';

/** What a person can set. */
export interface SettingsActions {
  /** Reloads the page with the new version of the app. */
  readonly applyUpdate: () => void;
  /** Changes settings, for all tabs, and passes them to the threads that work by them. */
  readonly change: (patch: Partial<Settings>) => void;
  /** Chooses the voice or mix that spoke a language last, or its best voice; keeps the present one if it speaks that. */
  readonly speakLanguage: (language: Language) => void;
  /** Sets another service that may speak, for all tabs; its key is kept in memory unless it `isKept`. */
  readonly setUpstream: (upstream: Upstream | null, isKept: boolean) => void;
  /** Shows the settings that another tab has changed. */
  readonly follow: (settings: Settings) => void;
  /** Shows the page in another language; leaves it as it is where the messages cannot be loaded. */
  readonly translate: (language: Language) => void;
  /** Takes note that a language could not be loaded. */
  readonly forgetMissingLanguage: () => void;
}

/** Creates the actions. */
export function createSettingsActions(store: AppStore, services: PageServices): SettingsActions {
  const translator = createTranslator(store);

  const show = (settings: Settings, kept: boolean): void => {
    const before = store.getState().settings;
    store.dispatch({ type: 'settings-changed', settings, kept });
    if (before.playbackRate !== settings.playbackRate) applyRate(store, services);
    const { interfaceLanguage } = settings;
    if (before.interfaceLanguage !== interfaceLanguage && interfaceLanguage !== 'auto') {
      void translator.show(interfaceLanguage);
    }
  };

  const change = (patch: Partial<Settings>): void => {
    const kept = services.settings.change(patch);
    show(services.settings.read(), kept);
    applyToThreads(store, services, patch);
  };

  return {
    applyUpdate: () => services.applyUpdate(),
    change,
    speakLanguage(language) {
      const { settings, lastVoices } = store.getState();
      if (toMixLanguage(settings.voice) === language) return;
      change({ voice: lastVoices[language] ?? findBestVoice(language) });
    },
    setUpstream: (upstream, isKept) => {
      if (upstream === null || isKept) {
        change({ upstream });
        return;
      }
      const { baseUrl, when } = upstream;
      change({ upstream: { baseUrl, when } });
      applyKey(store, services, upstream);
    },
    forgetMissingLanguage: () => store.dispatch({ type: 'words-missing', language: null }),
    follow: (settings) => show(settings, true),
    translate: (language) => {
      void translator.show(language).then((isShown) => {
        if (isShown) change({ interfaceLanguage: language });
      });
    },
  };
}

/** Passes a key on that is not stored. */
function applyKey(store: AppStore, { speech }: PageServices, upstream: Upstream): void {
  speech.applySettings({ upstream }, new AbortController().signal).catch((error: unknown) => {
    store.dispatch({ type: 'engine-load-failed', problem: toProblem(error) });
  });
}

/** The tab that makes a change tells the threads of it, wherever they run. */
function applyToThreads(store: AppStore, services: PageServices, patch: Partial<Settings>): void {
  const { speech } = services;
  const { signal } = new AbortController();
  const report = (error: unknown): void => {
    store.dispatch({ type: 'engine-load-failed', problem: toProblem(error) });
  };
  const serverChanges = toServerChanges(patch);
  if (!isEmpty(serverChanges)) speech.applySettings(serverChanges, signal).catch(report);
  const engineChanges = toEngineChanges(patch);
  if (!isEmpty(engineChanges)) {
    speech
      .configureEngine(engineChanges, signal)
      .then((status) => store.dispatch({ type: 'engine-reported', status }), report);
  }
  if (patch.foreignHosts !== undefined || patch.foreignModels !== undefined) {
    const { foreignHosts, foreignModels } = store.getState().settings;
    services.answerForeignHosts(foreignHosts, foreignModels);
  }
}

/** Plays at the rate that is set. One that this tab cannot play goes back to 1 here, and stays what it is elsewhere. */
export function applyRate(store: AppStore, { player }: Pick<PageServices, 'player'>): void {
  player.setRate(store.getState().settings.playbackRate).catch((error: unknown) => {
    console.warn('The playback rate cannot be changed.', error);
    const { settings, settingsKept: kept } = store.getState();
    store.dispatch({ type: 'settings-changed', settings: { ...settings, playbackRate: 1 }, kept });
  });
}

function isEmpty(changes: object): boolean {
  return Object.keys(changes).length === 0;
}

interface Translator {
  /** Resolves to whether the page now shows that language; false where another was asked for meanwhile. */
  readonly show: (language: Language) => Promise<boolean>;
}

function createTranslator(store: AppStore): Translator {
  let requestCount = 0;
  return {
    async show(language) {
      requestCount += 1;
      const request = requestCount;
      if (store.getState().words.language === language) return true;
      try {
        const words = await loadWords(language);
        if (request !== requestCount) return false;
        store.dispatch({ type: 'words-changed', words });
        return true;
      } catch (error) {
        console.warn('The messages of this language cannot be loaded.', error);
        if (request === requestCount) store.dispatch({ type: 'words-missing', language });
        return false;
      }
    },
  };
}

import type { PageServices } from '../../browser/page-services.ts';
import { toEngineConfig, toServerSettings, type Settings } from '../../browser/settings.ts';
import type { Language } from '../../speech/language.ts';
import { loadWords } from '../words/load-words.ts';
import type { AppStore } from './app-store.ts';
import { toProblem } from './problem.ts';

/** What a person can set. */
export interface SettingsActions {
  readonly setText: (text: string) => void;
  /** Reloads the page with the new version of the app. */
  readonly applyUpdate: () => void;
  /** Changes settings, keeps them, and tells whoever works by them. */
  readonly change: (patch: Partial<Settings>) => void;
  /** Shows the page in another language; leaves it as it is where that cannot be had. */
  readonly translate: (language: Language) => void;
}

/** Creates the actions. */
export function createSettingsActions(store: AppStore, services: PageServices): SettingsActions {
  const { speech, player, settings: storage } = services;
  const report = (error: unknown): void => {
    store.dispatch({ type: 'engine-load-failed', problem: toProblem(error) });
  };
  const signal = new AbortController().signal;

  let asked = 0;

  const actions: SettingsActions = {
    applyUpdate: () => services.applyUpdate(),
    setText: (text) => store.dispatch({ type: 'text-changed', text }),
    change(patch) {
      const before = store.getState().settings;
      const after = { ...before, ...patch };
      store.dispatch({ type: 'settings-changed', settings: after, kept: storage.write(after) });
      if (differ(toServerSettings(before), toServerSettings(after))) {
        speech.applySettings(toServerSettings(after), signal).catch(report);
      }
      if (differ(toEngineConfig(before), toEngineConfig(after))) {
        speech
          .configureEngine(toEngineConfig(after), signal)
          .then((status) => store.dispatch({ type: 'engine-reported', status }), report);
      }
      if (before.playbackRate !== after.playbackRate) {
        player.setRate(after.playbackRate).catch((error: unknown) => {
          console.warn('The rate cannot be changed.', error);
          actions.change({ playbackRate: 1 });
        });
      }
      if (differ([before.foreignHosts, before.foreignModels], [after.foreignHosts, after.foreignModels])) {
        services.answerForeignHosts(after.foreignHosts, after.foreignModels);
      }
    },
    translate(language) {
      asked += 1;
      const request = asked;
      loadWords(language).then(
        (words) => {
          // Who chose yet another meanwhile wants that one.
          if (request !== asked) return;
          store.dispatch({ type: 'words-changed', words });
          actions.change({ interfaceLanguage: language });
        },
        (error: unknown) => console.warn('The messages of this language cannot be had.', error),
      );
    },
  };
  return actions;
}

function differ(one: object, other: object): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

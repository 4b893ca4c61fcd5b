import type { PageServices } from '../../browser/page-services.ts';
import { toEngineConfig, toServerSettings, type Settings } from '../../browser/settings.ts';
import type { AppStore } from './app-store.ts';
import { toProblem } from './problem.ts';

/** What a person can set. */
export interface SettingsActions {
  readonly setText: (text: string) => void;
  /** Reloads the page with the new version of the app. */
  readonly applyUpdate: () => void;
  /** Changes settings, keeps them, and tells whoever works by them. */
  readonly change: (patch: Partial<Settings>) => void;
}

/** Creates the actions. */
export function createSettingsActions(store: AppStore, services: PageServices): SettingsActions {
  const { speech, settings: storage } = services;
  const report = (error: unknown): void => {
    store.dispatch({ type: 'engine-load-failed', problem: toProblem(error) });
  };
  const signal = new AbortController().signal;

  return {
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
      if (differ([before.foreignHosts, before.foreignModels], [after.foreignHosts, after.foreignModels])) {
        services.answerForeignHosts(after.foreignHosts, after.foreignModels);
      }
    },
  };
}

function differ(one: object, other: object): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

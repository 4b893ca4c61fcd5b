import { defaultSettings } from '../../../../src/page/settings.ts';
import { Scope } from '../../../../src/std/scope.ts';
import { createActions, type AppActions } from '../../../../src/ui/store/actions.ts';
import { createAppStore, type AppStore } from '../../../../src/ui/store/app-store.ts';
import { connectServices } from '../../../../src/ui/store/connect-services.ts';
import type { InitialFacts } from '../../../../src/ui/store/state.ts';
import { sourceWords } from '../../../../src/ui/words/create-words.ts';
import { createFakePageServices, type FakePageServices } from '../../../fixtures/fake-page-services.ts';

/** The page without its components. */
export interface Page {
  readonly services: FakePageServices;
  readonly store: AppStore;
  readonly actions: AppActions;
}

/** Opens the page with services that do nothing by themselves. */
export async function openPage(
  services = createFakePageServices(),
  facts: Partial<InitialFacts> = {},
): Promise<Page> {
  const store = createAppStore({
    words: sourceWords,
    settings: defaultSettings,
    lexicon: services.lexicon.read(),
    draft: null,
    online: true,
    isolated: true,
    isSecure: true,
    ...facts,
  });
  const page = { services, store, actions: createActions(store, services) };
  connectServices(new Scope(), store, services);
  await settle();
  return page;
}

/** Lets every promise that can settle do so. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

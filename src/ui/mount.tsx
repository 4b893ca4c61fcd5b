import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { PageServices } from '../page/page-services.ts';
import type { Scope } from '../std/scope.ts';
import { App } from './app.tsx';
import { createActions } from './store/actions.ts';
import { AppContext } from './store/app-context.ts';
import { createAppStore } from './store/app-store.ts';
import { checkTexts } from './store/check-texts.ts';
import { connectLeaveGuard } from './store/connect-leave-guard.ts';
import { connectMedia } from './store/connect-media.ts';
import { connectServices, connectWakeLock, keepDraft } from './store/connect-services.ts';
import { connectHeadStart } from './store/head-start.ts';
import { applyRate } from './store/settings-actions.ts';
import type { Words } from './words/words.ts';

/** What the interface stands on. */
export interface AppParts {
  readonly services: PageServices;
  readonly words: Words;
}

/** Shows the interface in `element` for as long as `scope` lives. */
export function mountApp(scope: Scope, element: Element, { services, words }: AppParts): void {
  const store = createAppStore({
    words,
    settings: services.settings.read(),
    lexicon: services.lexicon.read(),
    draft: services.draft.read(),
    online: navigator.onLine,
    isolated: crossOriginIsolated,
    isSecure: isSecureContext,
  });
  const actions = createActions(store, services);
  connectServices(scope, store, services);
  applyRate(store, services);
  checkTexts(scope, store, services.speech);
  keepDraft(scope, store, services.draft);
  services.settings.follow(scope, actions.follow);
  services.lexicon.follow(scope, actions.followLexicon);
  connectMedia(scope, store, { media: services.media, actions });
  connectHeadStart(scope, store, services.player);
  connectWakeLock(scope, store, services.wakeLock);
  connectLeaveGuard(scope, store, window);
  scope.listen(window, 'online', () => store.dispatch({ type: 'online-changed', online: true }));
  scope.listen(window, 'offline', () => store.dispatch({ type: 'online-changed', online: false }));
  const root = createRoot(element);
  scope.add(() => root.unmount());
  root.render(
    <StrictMode>
      <AppContext value={{ store, actions, services }}>
        <App />
      </AppContext>
    </StrictMode>,
  );
}

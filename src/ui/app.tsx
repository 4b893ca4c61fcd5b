// First, so that every component's own styles come after.
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import { Direction } from 'radix-ui';
import { useEffect, useLayoutEffect, useSyncExternalStore, type ReactNode } from 'react';
import { keepPageFocus } from './components/keep-focus.ts';
import { Editor } from './features/editor/editor.tsx';
import { EnginePanel } from './features/engine-panel/engine-panel.tsx';
import { MissingLanguage } from './features/page-bar/missing-language.tsx';
import { PageBar } from './features/page-bar/page-bar.tsx';
import { PageFoot } from './features/page-bar/page-foot.tsx';
import { UpdateOffer } from './features/page-bar/update-offer.tsx';
import { ShareOffer } from './features/save/share-offer.tsx';
import { TakeNotices } from './features/transport/take-notices.tsx';
import { Transport } from './features/transport/transport.tsx';
import { VoicePanel } from './features/voices/voice-panel.tsx';
import { Workbench } from './features/workbench/workbench.tsx';
import { useAppState } from './store/app-context.ts';
import { useWords } from './store/use-words.ts';
import { Scope } from '../std/scope.ts';

/** The page: the manuscript with its transport, the voice and the engine beside it, the workbench below. */
export function App(): ReactNode {
  useTheme();
  useLanguage();
  return (
    <Direction.Provider dir={useDirection()}>
      <div className="app" ref={keepPageFocus}>
        <PageBar />
        <MissingLanguage />
        <UpdateOffer />
        <ShareOffer />
        <main className="app__desk">
          <div className="app__sheet">
            <Editor />
            <TakeNotices />
            <Transport />
          </div>
          <div className="app__rail">
            <VoicePanel />
            <EnginePanel />
          </div>
          <Workbench />
        </main>
        <PageFoot />
      </div>
    </Direction.Provider>
  );
}

function useTheme(): void {
  const theme = useAppState((state) => state.settings.theme);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}

/** Sets the language of the document, by which screen readers choose a voice and browsers break lines. */
function useLanguage(): void {
  const { tag, direction, say } = useWords();
  useLayoutEffect(() => {
    document.documentElement.lang = tag;
    document.documentElement.dir = direction;
    document.title = say('page.title');
  }, [tag, direction, say]);
}

/** Uses the direction of the page, also when the browser sets it for a translated page. */
function useDirection(): 'ltr' | 'rtl' {
  return useSyncExternalStore(watch, () => (document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'));
}

function watch(onChange: () => void): () => void {
  const scope = new Scope();
  const observer = scope.observer(new MutationObserver(onChange));
  observer.observe(document.documentElement, { attributeFilter: ['dir'] });
  return () => scope.dispose();
}

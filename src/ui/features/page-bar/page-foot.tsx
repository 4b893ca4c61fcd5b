import type { ReactNode } from 'react';
import { useAppState } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';
import { ShortcutHelp } from '../shortcuts/shortcut-help.tsx';

/** What is true of the whole page: where speech is made, what is kept, and the keys. */
export function PageFoot(): ReactNode {
  const { say } = useWords();
  const upstream = useAppState((state) => state.settings.upstream);
  const isKept = useAppState((state) => state.settingsKept);
  return (
    <footer className="app__foot">
      <p>
        {upstream === null
          ? say('page.privacy')
          : say('page.upstream', { host: new URL(upstream.baseUrl).host })}
      </p>
      {isKept ? null : <p>{say('page.settingsLost')}</p>}
      <ShortcutHelp />
      {/* In a tab of its own: leaving this page would end what plays. */}
      <a href="docs/" target="_blank" rel="noopener">
        {say('page.documentation')}
      </a>
    </footer>
  );
}

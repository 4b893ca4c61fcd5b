import type { ReactNode } from 'react';
import { useAppState } from '../../store/app-context.ts';
import { ShortcutHelp } from '../shortcuts/shortcut-help.tsx';

/** What is true of the whole page: where speech is made, what is kept, and the keys. */
export function PageFoot(): ReactNode {
  const isKept = useAppState((state) => state.settingsKept);
  return (
    <footer className="app__foot">
      <p>Speech is made on this device. Your text is not sent anywhere.</p>
      {isKept ? null : <p>This browser keeps no settings, so they last until the page is closed.</p>}
      <ShortcutHelp />
    </footer>
  );
}

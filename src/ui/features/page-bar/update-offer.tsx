import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';

/** Offers a new version of the app, and never forces it. */
export function UpdateOffer(): ReactNode {
  const { applyUpdate } = useActions();
  const { say } = useWords();
  const updateWaits = useAppState((state) => state.updateWaits);
  if (!updateWaits) return null;
  return (
    <div className="app__update">
      <Notice
        tone="plain"
        title={say('page.updateReady')}
        actions={<Button onClick={applyUpdate}>{say('page.updateReload')}</Button>}
      />
    </div>
  );
}

import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';

/** Offers a new version of the app, and never forces it. */
export function UpdateOffer(): ReactNode {
  const { applyUpdate } = useActions();
  const updateWaits = useAppState((state) => state.updateWaits);
  if (!updateWaits) return null;
  return (
    <div className="app__update">
      <Notice
        tone="plain"
        title="A new version of Sotto is ready"
        actions={<Button onClick={applyUpdate}>Reload with it</Button>}
      />
    </div>
  );
}

import { useState, type ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { SaveDialog } from './save-dialog.tsx';

/** Opens the choice of what to save; while a file is made it shows how far that came and cancels it. */
export function SaveButton(): ReactNode {
  const { cancelSave } = useActions();
  const [isOpen, setOpen] = useState(false);
  const isEmpty = useAppState((state) => state.text.trim() === '');
  const percent = useAppState(({ save }) =>
    save.phase === 'working' ? Math.round(save.fraction * 100) : null,
  );
  if (percent !== null) {
    return (
      <Button onClick={cancelSave} aria-label={`Cancel saving, ${percent} % made`}>
        <Icon name="close" />
        <span className="tabular">
          <span className="wide-only">Cancel </span>
          {percent} %
        </span>
      </Button>
    );
  }
  return (
    <>
      <Button onClick={() => setOpen(true)} isIdle={isEmpty} aria-label="Save…" aria-haspopup="dialog">
        <Icon name="save" />
        <span className="wide-only">Save…</span>
      </Button>
      <SaveDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}

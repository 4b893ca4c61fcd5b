import { useState, type ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';
import { SaveDialog } from './save-dialog.tsx';

/** Opens the choice of what to save; while a file is made it shows how far that came and cancels it. */
export function SaveButton(): ReactNode {
  const { cancelSave } = useActions();
  const { say, percent } = useWords();
  const [isOpen, setOpen] = useState(false);
  const isIdle = useAppState((state) => state.text.trim() === '' || !state.isSecure);
  // In whole percent, so that it is not rendered for less.
  const share = useAppState(({ save }) =>
    save.phase === 'working' ? Math.round(save.fraction * 100) / 100 : null,
  );
  if (share !== null) {
    return (
      <Button onClick={cancelSave} aria-label={say('save.cancelLabel', { share })}>
        <Icon name="close" />
        <span className="tabular">
          <span className="wide-only">{say('common.cancel')} </span>
          {percent(share)}
        </span>
      </Button>
    );
  }
  return (
    <>
      <Button
        onClick={() => setOpen(true)}
        isIdle={isIdle}
        aria-label={say('save.open')}
        aria-haspopup="dialog"
      >
        <Icon name="save" />
        <span className="wide-only">{say('save.open')}</span>
      </Button>
      <SaveDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  );
}

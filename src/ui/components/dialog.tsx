import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useWords } from '../store/use-words.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import './dialog.css';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The platform's own modal dialog, which keeps the focus and gives it back; Escape and a click outside close it. */
export function Dialog({ title, isOpen, onClose, children }: DialogProps): ReactNode {
  const { say } = useWords();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (isOpen && element?.open === false) element.showModal();
    if (!isOpen && element?.open === true) element.close();
  }, [isOpen]);
  return (
    <dialog
      className="dialog"
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      onPointerDown={(event) => {
        // The backdrop counts as the dialog itself; what is inside lies in the sheet.
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      {isOpen ? (
        <div className="dialog__sheet">
          <div className="dialog__head">
            <h2 className="panel__title" id={id}>
              {title}
            </h2>
            <Button look="quiet" onClick={() => dialog.current?.close()} aria-label={say('common.close')}>
              <Icon name="close" />
            </Button>
          </div>
          {children}
        </div>
      ) : null}
    </dialog>
  );
}

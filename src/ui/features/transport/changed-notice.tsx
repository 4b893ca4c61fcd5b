import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { isTextChanged } from '../../store/selectors.ts';
import { useWords } from '../../store/use-words.ts';

/** Says that the text which is heard is no longer the one on the sheet, and plays that one. */
export function ChangedNotice(): ReactNode {
  const { speakAgain } = useActions();
  const { say } = useWords();
  const isChanged = useAppState(isTextChanged);
  const isEmpty = useAppState(({ text }) => text.trim() === '');
  if (!isChanged) return null;
  const playNew = (): void => {
    // The notice goes away, and the focus would with it.
    document.querySelector<HTMLElement>('.transport__buttons .button--primary')?.focus();
    speakAgain();
  };
  return (
    <Notice
      tone="plain"
      title={say('transport.textChanged')}
      actions={isEmpty ? undefined : <Button onClick={playNew}>{say('transport.playNewText')}</Button>}
    />
  );
}

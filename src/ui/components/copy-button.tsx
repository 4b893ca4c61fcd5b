import { useState, type ReactNode } from 'react';
import { useWords } from '../store/use-words.ts';
import { Button } from './button.tsx';

interface CopyButtonProps {
  readonly label: string;
  readonly toText: () => string;
}

/** Puts text on the clipboard, and says whether that worked. */
export function CopyButton({ label, toText }: CopyButtonProps): ReactNode {
  const { say } = useWords();
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  const copy = (): void => {
    navigator.clipboard.writeText(toText()).then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    );
  };
  return (
    <Button onClick={copy} onBlur={() => setOutcome(null)}>
      <span aria-live="polite">
        {outcome === 'copied'
          ? say('common.copied')
          : outcome === 'refused'
            ? say('common.copyRefused')
            : label}
      </span>
    </Button>
  );
}

import { RadioGroup } from 'radix-ui';
import { useRef, type FocusEvent, type KeyboardEvent, type ReactNode, type Ref } from 'react';

interface ChoicesProps {
  readonly className: string;
  readonly labelledBy: string;
  readonly value: string;
  readonly onChoose: (value: string) => void;
  readonly ref?: Ref<HTMLDivElement>;
  readonly children: ReactNode;
}

/** One choice among radios, of which an arrow key moves the focus and chooses, however short the press. */
export function Choices({ className, labelledBy, value, onChoose, ref, children }: ChoicesProps): ReactNode {
  // Radix moves the focus in a timer and chooses only if the key is still down then, which on a busy page it is not.
  const isArrow = useRef(false);
  const noteKey = ({ key }: KeyboardEvent): void => {
    isArrow.current = key.startsWith('Arrow');
  };
  const chooseFocused = ({ target }: FocusEvent): void => {
    if (isArrow.current && target instanceof HTMLButtonElement && target.role === 'radio') {
      onChoose(target.value);
    }
    isArrow.current = false;
  };
  return (
    <RadioGroup.Root
      className={className}
      {...(ref === undefined ? {} : { ref })}
      aria-labelledby={labelledBy}
      value={value}
      onValueChange={onChoose}
      onKeyDownCapture={noteKey}
      onFocusCapture={chooseFocused}
    >
      {children}
    </RadioGroup.Root>
  );
}

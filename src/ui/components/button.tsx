import type { ComponentProps, ReactNode } from 'react';
import './button.css';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  /** `primary` once on the page, `quiet` for what is rarely wanted. */
  readonly look?: 'primary' | 'plain' | 'quiet';
  /** Does nothing for the moment, yet keeps the focus, unlike `disabled`. */
  readonly isIdle?: boolean;
}

/** A button that never submits a form by accident. */
export function Button({ look = 'plain', isIdle = false, onClick, ...rest }: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={`button button--${look}`}
      aria-disabled={isIdle || undefined}
      onClick={isIdle ? undefined : onClick}
      {...rest}
    />
  );
}

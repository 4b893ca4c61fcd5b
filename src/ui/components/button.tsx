import type { ComponentProps, ReactNode } from 'react';
import './button.css';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  /** `primary` once on the page, `quiet` for what is rarely wanted. */
  readonly look?: 'primary' | 'plain' | 'quiet';
}

/** A button that never submits a form by accident. */
export function Button({ look = 'plain', type = 'button', ...rest }: ButtonProps): ReactNode {
  return <button className={`button button--${look}`} type={type} {...rest} />;
}

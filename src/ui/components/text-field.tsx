import { useId, type ReactNode } from 'react';
import './text-field.css';

interface TextFieldProps {
  readonly label: string;
  /** Where the placeholder says as much; screen readers still hear the label. */
  readonly isLabelHidden?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'search' | 'password' | 'url';
  /** `ltr` for what is code; else the text itself decides. */
  readonly dir?: 'auto' | 'ltr';
  readonly placeholder?: string;
  /** Shown behind the value, such as a file's extension. */
  readonly suffix?: string;
  /** What is wrong with the value. */
  readonly error?: string | null;
}

/** One line of text with its label, and with what is wrong about it. */
export function TextField(props: TextFieldProps): ReactNode {
  const {
    label,
    isLabelHidden = false,
    value,
    onChange,
    type = 'text',
    dir = 'auto',
    placeholder,
    suffix,
    error = null,
  } = props;
  const id = useId();
  return (
    <div className="text-field">
      <label className={isLabelHidden ? 'visually-hidden' : 'text-field__label'} htmlFor={id}>
        {label}
      </label>
      <div className="text-field__box">
        <input
          id={id}
          className="text-field__input"
          type={type}
          // Where there is nothing yet, the placeholder goes with the page.
          dir={value === '' ? undefined : dir}
          value={value}
          placeholder={placeholder}
          onChange={(event) => onChange(event.target.value)}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={error !== null || undefined}
          aria-describedby={error === null ? undefined : `${id}-error`}
        />
        {suffix === undefined ? null : <span className="text-field__suffix">{suffix}</span>}
      </div>
      {error === null ? null : (
        <p className="text-field__error" id={`${id}-error`} role="status">
          {error}
        </p>
      )}
    </div>
  );
}

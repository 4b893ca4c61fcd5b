import { useId, type ReactNode } from 'react';
import './select.css';

interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
}

interface SelectProps<T extends string> {
  readonly label: string;
  /** For choices that explain themselves; screen readers still hear the label. */
  readonly isLabelHidden?: boolean;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
}

/** The platform's own list of choices: at home on every phone and with every screen reader. */
export function Select<T extends string>(props: SelectProps<T>): ReactNode {
  const { label, isLabelHidden = false, value, options, onChange } = props;
  const id = useId();
  return (
    <div className="select">
      <label className={isLabelHidden ? 'visually-hidden' : 'select__label'} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="select__field"
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

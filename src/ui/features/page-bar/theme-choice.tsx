import { ToggleGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import type { Settings } from '../../../browser/settings.ts';
import { useActions, useAppState } from '../../store/app-context.ts';

const themes: readonly { value: Settings['theme']; label: string }[] = [
  { value: 'system', label: 'Auto' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** Light, dark, or as the system has it. */
export function ThemeChoice(): ReactNode {
  const { change } = useActions();
  const theme = useAppState((state) => state.settings.theme);
  return (
    <ToggleGroup.Root
      className="themes"
      type="single"
      aria-label="Colours"
      value={theme}
      onValueChange={(value) => {
        const chosen = themes.find((item) => item.value === value);
        if (chosen !== undefined) change({ theme: chosen.value });
      }}
    >
      {themes.map(({ value, label }) => (
        <ToggleGroup.Item key={value} className="themes__item" value={value}>
          {label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}

import type { Settings } from '../../../contract/settings.ts';
import { ToggleGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { useActions, useAppState } from '../../store/app-context.ts';
import type { MessageKey } from '../../words/messages.ts';
import { useWords } from '../../store/use-words.ts';
import '../../components/segments.css';

const themes: readonly { value: Settings['theme']; label: MessageKey }[] = [
  { value: 'system', label: 'page.colorsSystem' },
  { value: 'light', label: 'page.colorsLight' },
  { value: 'dark', label: 'page.colorsDark' },
];

/** Light, dark, or as the system has it. */
export function ThemeChoice(): ReactNode {
  const { change } = useActions();
  const { say } = useWords();
  const theme = useAppState((state) => state.settings.theme);
  return (
    <ToggleGroup.Root
      className="segments"
      type="single"
      aria-label={say('page.colors')}
      value={theme}
      onValueChange={(value) => {
        const chosen = themes.find((item) => item.value === value);
        if (chosen !== undefined) change({ theme: chosen.value });
      }}
    >
      {themes.map(({ value, label }) => (
        <ToggleGroup.Item key={value} className="segments__item" value={value}>
          {say(label)}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}

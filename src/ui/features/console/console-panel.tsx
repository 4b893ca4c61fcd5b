import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { useWords } from '../../store/use-words.ts';
import { TryItView } from '../api-panel/try-it-view.tsx';
import { ApiSettings } from './api-settings.tsx';
import { Traffic } from './traffic.tsx';
import '../../components/segments.css';
import './console.css';

/** The API inside the page: try it, watch it, set it. */
export function ConsolePanel(): ReactNode {
  const { say } = useWords();
  return (
    <Tabs.Root className="console" defaultValue="try">
      <Tabs.List className="segments" aria-label={say('workbench.api')}>
        <Tabs.Trigger className="segments__item" value="try">
          {say('api.try')}
        </Tabs.Trigger>
        <Tabs.Trigger className="segments__item" value="traffic">
          {say('api.traffic')}
        </Tabs.Trigger>
        <Tabs.Trigger className="segments__item" value="settings">
          {say('api.settings')}
        </Tabs.Trigger>
      </Tabs.List>
      {/* Both go on while they are not shown: one holds what was written, the other what was seen. */}
      <Tabs.Content className="console__content" value="try" forceMount={true}>
        <TryItView />
      </Tabs.Content>
      <Tabs.Content className="console__content" value="traffic" forceMount={true}>
        <Traffic />
      </Tabs.Content>
      <Tabs.Content className="console__content" value="settings">
        <ApiSettings />
      </Tabs.Content>
    </Tabs.Root>
  );
}

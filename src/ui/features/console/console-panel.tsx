import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { TryItView } from '../api-panel/try-it-view.tsx';
import { ApiSettings } from './api-settings.tsx';
import { Traffic } from './traffic.tsx';
import './console.css';

/** The API inside the page: try it, watch it, set it. */
export function ConsolePanel(): ReactNode {
  return (
    <Tabs.Root className="console" defaultValue="try">
      <Tabs.List className="console__tabs" aria-label="API">
        <Tabs.Trigger className="console__tab" value="try">
          Try it
        </Tabs.Trigger>
        <Tabs.Trigger className="console__tab" value="traffic">
          Traffic
        </Tabs.Trigger>
        <Tabs.Trigger className="console__tab" value="settings">
          Settings
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

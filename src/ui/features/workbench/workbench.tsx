import { Tabs } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { useActions, useAppState } from '../../store/app-context.ts';
import type { WorkbenchTab } from '../../store/state.ts';
import { useWords } from '../../store/use-words.ts';
import { keepFocus } from '../../components/keep-focus.ts';
import { LazyPanel } from './lazy-panel.tsx';
import '../../components/tabs.css';
import './workbench.css';

// Loaded when they are first shown, so that the page stands without them.
const panels = {
  library: async () => ({ default: (await import('../library/library-panel.tsx')).LibraryPanel }),
  lexicon: async () => ({ default: (await import('../lexicon/lexicon-panel.tsx')).LexiconPanel }),
  subtitles: async () => ({ default: (await import('../subtitles/subtitles-panel.tsx')).SubtitlesPanel }),
  api: async () => ({ default: (await import('../console/console-panel.tsx')).ConsolePanel }),
  models: async () => ({ default: (await import('../models/models-panel.tsx')).ModelsPanel }),
} as const;

const titles = [
  ['library', 'workbench.library'],
  ['lexicon', 'workbench.lexicon'],
  ['subtitles', 'subtitles.title'],
  ['api', 'workbench.api'],
  ['models', 'common.modelsAndDevice'],
] as const;

/** What is not needed to speak: takes, pronunciations, recordings that are written down, the API's traffic, models; one at a time. */
export function Workbench(): ReactNode {
  const { turnWorkbench } = useActions();
  const { say } = useWords();
  const shown = useAppState((state) => state.workbench);
  const opened = useOpened(shown);
  return (
    <Tabs.Root
      className="panel workbench"
      id="workbench"
      value={shown}
      onValueChange={(value) => turnWorkbench(titles.find(([tab]) => tab === value)?.[0] ?? 'library')}
    >
      <Tabs.List className="tabs workbench__tabs" aria-label={say('workbench.label')}>
        {titles.map(([tab, title]) => (
          <Tabs.Trigger key={tab} className="tabs__tab" value={tab}>
            {say(title)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {titles.map(([tab]) => (
        <Tabs.Content
          key={tab}
          ref={keepFocus}
          className="workbench__content"
          value={tab}
          // What was opened stays, with what was written in it.
          forceMount={true}
          hidden={tab !== shown}
        >
          {opened.includes(tab) ? <LazyPanel load={panels[tab]} /> : null}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

/** The tabs that were shown so far. */
function useOpened(shown: WorkbenchTab): readonly WorkbenchTab[] {
  const [opened, setOpened] = useState<readonly WorkbenchTab[]>([shown]);
  if (!opened.includes(shown)) setOpened([...opened, shown]);
  return opened;
}

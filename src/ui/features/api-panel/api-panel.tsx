import { Tabs } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { exampleIds, type ExampleId } from '../../store/example-run.ts';
import { ExampleResult } from './example-result.tsx';
import { examples } from './examples.ts';
import { ForeignHosts } from './foreign-hosts.tsx';
import { RequestLine } from './request-line.tsx';
import './api-panel.css';

/** Code that calls the API from inside this page, run live, with what came back. */
export function ApiPanel(): ReactNode {
  const [shown, setShown] = useState<ExampleId>('sdk');
  return (
    <section className="panel" aria-labelledby="api-title">
      <div className="panel__head api__head">
        <h2 className="panel__title" id="api-title">
          In this page
        </h2>
        <p className="panel__aside">
          Code in this page calls <code>/v1/audio/speech</code> as it would call OpenAI. The answer is made
          here.
        </p>
      </div>
      <Tabs.Root value={shown} onValueChange={(value) => setShown(toExampleId(value))}>
        <Tabs.List className="api__tabs" aria-label="Examples">
          {exampleIds.map((id) => (
            <Tabs.Trigger key={id} className="api__tab" value={id}>
              {examples[id].title}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {exampleIds.map((id) => (
          <Tabs.Content key={id} className="api__content" value={id}>
            <ExampleView id={id} />
          </Tabs.Content>
        ))}
      </Tabs.Root>
      <ForeignHosts />
    </section>
  );
}

function ExampleView({ id }: { readonly id: ExampleId }): ReactNode {
  const { runExample, cancelExample } = useActions();
  const run = useAppState((state) => state.examples[id]);
  const isReady = useAppState((state) => state.api === 'ready');
  const isEmpty = useAppState((state) => state.text.trim() === '');
  const isRunning = run?.phase === 'running';
  return (
    <>
      <div className="api__code">
        {/* Long lines scroll sideways, and only what can be focused can be scrolled by keyboard. */}
        <pre tabIndex={0} aria-label={`Source of the example ${examples[id].title}`}>
          {examples[id].source}
        </pre>
        <RequestLine />
      </div>
      <div className="api__answer">
        {isRunning ? (
          <Button onClick={cancelExample}>
            <Icon name="stop" />
            Cancel
          </Button>
        ) : (
          <Button onClick={() => runExample(id)} disabled={!isReady || isEmpty}>
            <Icon name="play" />
            Run
          </Button>
        )}
        <ExampleResult run={run} />
      </div>
    </>
  );
}

function toExampleId(value: string): ExampleId {
  return exampleIds.find((id) => id === value) ?? 'sdk';
}

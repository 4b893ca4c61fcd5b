import { Tabs } from 'radix-ui';
import { useId, useState, type ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAppState, useStore } from '../../store/app-context.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { parseExampleRequest } from './example-request.ts';
import { ExampleResult } from './example-result.tsx';
import { toCode } from './to-code.ts';
import { toFirstRequest } from './to-first-request.ts';
import { createTryIt, tryKinds, type TryIt, type TryKind } from './try-it.ts';
import './api-panel.css';

const titles: Readonly<Record<TryKind, string>> = { sdk: 'OpenAI SDK', fetch: 'fetch', sse: 'fetch, events' };

/** A request that can be edited and sent, with the code that sends it and what came back. */
export function TryItView(): ReactNode {
  const app = useStore();
  const [tryIt] = useState(() => createTryIt(toFirstRequest(app.getState())));
  const { kind } = useStoreState(tryIt.store);
  return (
    <Tabs.Root
      className="try"
      value={kind}
      onValueChange={(value) => tryIt.choose(tryKinds.find((known) => known === value) ?? 'sdk')}
    >
      <p className="api__hint">
        Code in this page calls <code>/v1/audio/speech</code> as it would call OpenAI, and is answered here.
        Edit the request and run it. The code follows; the page&rsquo;s security policy runs no edited code.
      </p>
      <RequestEditor tryIt={tryIt} />
      <Tabs.List className="api__tabs" aria-label="Ways to call">
        {tryKinds.map((known) => (
          <Tabs.Trigger key={known} className="api__tab" value={known}>
            {titles[known]}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {tryKinds.map((known) => (
        <Tabs.Content key={known} className="api__content" value={known}>
          <CodeAndAnswer tryIt={tryIt} />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

function RequestEditor({ tryIt }: { readonly tryIt: TryIt }): ReactNode {
  const id = useId();
  const app = useStore();
  const { json, fault } = useStoreState(tryIt.store);
  return (
    <div className="try__request">
      <div className="try__head">
        <label htmlFor={id}>Request</label>
        <Button look="quiet" onClick={() => tryIt.write(toFirstRequest(app.getState()))}>
          Take text and voice from above
        </Button>
      </div>
      <textarea
        id={id}
        className="try__json"
        value={json}
        rows={Math.min(14, json.split('\n').length + 1)}
        onChange={(event) => tryIt.write(event.target.value)}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={fault !== null}
        aria-describedby={`${id}-fault`}
      />
      <p className="result__error" id={`${id}-fault`} role="status">
        {fault === null ? '' : `This is not a request yet. ${fault}`}
      </p>
    </div>
  );
}

function CodeAndAnswer({ tryIt }: { readonly tryIt: TryIt }): ReactNode {
  const { kind, json, fault, run } = useStoreState(tryIt.store);
  const isReady = useAppState((state) => state.api === 'ready');
  const code = fault === null ? toCode(kind, parseExampleRequest(json)) : null;
  return (
    <>
      <div className="api__answer">
        {run?.phase === 'running' ? (
          <Button onClick={tryIt.cancel}>
            <Icon name="stop" />
            Cancel
          </Button>
        ) : (
          <Button onClick={tryIt.send} isIdle={!isReady || fault !== null}>
            <Icon name="play" />
            Run
          </Button>
        )}
        <ExampleResult run={run} />
      </div>
      {code === null ? null : (
        <div className="api__code">
          {/* Long lines scroll sideways, and only what can be focused can be scrolled by keyboard. */}
          <pre tabIndex={0} role="region" aria-label={`Code for ${titles[kind]}`}>
            {code}
          </pre>
          <CopyButton label="Copy the code" toText={() => code} />
        </div>
      )}
    </>
  );
}

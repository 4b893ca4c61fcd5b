import { sampleTexts } from '../../texts/sample-texts.ts';
import { toMixLanguage } from '../../store/voice-language.ts';
import type { AppState } from '../../store/state.ts';
import { toPlayableModel } from '../../store/selectors.ts';
import { Tabs } from 'radix-ui';
import { useId, useState, type ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAppState, useStore } from '../../store/app-context.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import type { Words } from '../../words/words.ts';
import { parseExampleRequest } from './example-request.ts';
import { ExampleResult } from './example-result.tsx';
import { toCode } from './to-code.ts';
import { createTryIt, tryKinds, type RequestFault, type TryIt, type TryKind } from './try-it.ts';
import '../../components/tabs.css';
import './api-panel.css';

/** Examples say the beginning of the text; the API's own limit is longer. */
const MAX_LENGTH = 300;

function toTitle(kind: TryKind, { say }: Words): string {
  return kind === 'sdk' ? 'OpenAI SDK' : kind === 'fetch' ? 'fetch' : say('api.fetchEvents');
}

/** A request that can be edited and sent, with the code that sends it and what came back. */
export function TryItView(): ReactNode {
  const app = useStore();
  const words = useWords();
  const { say, rich } = words;
  const [tryIt] = useState(() => createTryIt(toFirstRequest(app.getState())));
  const { kind } = useStoreState(tryIt.store);
  return (
    <Tabs.Root
      className="try"
      value={kind}
      onValueChange={(value) => tryIt.choose(tryKinds.find((known) => known === value) ?? 'sdk')}
    >
      <p className="api__hint">{rich('api.intro', { code: (text) => <code>{text}</code> })}</p>
      <RequestEditor tryIt={tryIt} />
      <Tabs.List className="tabs" aria-label={say('api.ways')}>
        {tryKinds.map((known) => (
          <Tabs.Trigger key={known} className="tabs__tab" value={known}>
            {toTitle(known, words)}
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
  const { say } = useWords();
  const { json, fault } = useStoreState(tryIt.store);
  return (
    <div className="try__request">
      <div className="try__head">
        <label htmlFor={id}>{say('api.request')}</label>
        <Button look="quiet" onClick={() => tryIt.write(toFirstRequest(app.getState()))}>
          {say('api.takeFromPage')}
        </Button>
      </div>
      <textarea
        id={id}
        className="try__json"
        dir="ltr"
        value={json}
        rows={Math.min(14, json.split('\n').length + 1)}
        onChange={(event) => tryIt.write(event.target.value)}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={fault !== null}
        aria-describedby={`${id}-fault`}
      />
      <p className="result__error" id={`${id}-fault`} role="status">
        {fault === null ? null : <Fault fault={fault} />}
      </p>
    </div>
  );
}

function Fault({ fault: { reason, detail } }: { readonly fault: RequestFault }): ReactNode {
  const { say } = useWords();
  return (
    <>
      {say(reason === 'not-json' ? 'api.notJson' : 'api.notObject')} <span lang="en">{detail}</span>
    </>
  );
}

function CodeAndAnswer({ tryIt }: { readonly tryIt: TryIt }): ReactNode {
  const { kind, json, fault, run } = useStoreState(tryIt.store);
  const words = useWords();
  const { say } = words;
  const isReady = useAppState((state) => state.api === 'ready');
  const code = fault === null ? toCode(kind, parseExampleRequest(json)) : null;
  return (
    <>
      <div className="api__answer">
        {run?.phase === 'running' ? (
          <Button onClick={tryIt.cancel}>
            <Icon name="stop" />
            {say('common.cancel')}
          </Button>
        ) : (
          <Button onClick={tryIt.send} isIdle={!isReady || fault !== null}>
            <Icon name="play" />
            {say('api.run')}
          </Button>
        )}
        <ExampleResult run={run} />
      </div>
      {code === null ? null : (
        <div className="api__code">
          {/* Long lines scroll sideways, and only what can be focused can be scrolled by keyboard. */}
          <pre
            dir="ltr"
            tabIndex={0}
            role="region"
            aria-label={say('api.codeFor', { way: toTitle(kind, words) })}
          >
            {code}
          </pre>
          <CopyButton label={say('api.copyCode')} toText={() => code} />
        </div>
      )}
    </>
  );
}

/** Writes the request for what the page shows, as JSON for a person to edit. */
function toFirstRequest(state: AppState): string {
  const { voice, speed } = state.settings;
  const letters = Array.from(state.text.trim());
  const input =
    letters.length === 0 ? sampleTexts[toMixLanguage(voice)].preview : letters.slice(0, MAX_LENGTH).join('');
  const request = { model: toPlayableModel(state), voice, input, speed, response_format: 'wav' };
  return JSON.stringify(request, null, 2);
}

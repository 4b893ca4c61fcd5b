import type { AppState } from '../../store/state.ts';
import type { RequestLogEntry } from '../../../contract/request-log.ts';
import type { Settings } from '../../../contract/settings.ts';
import { useId, type ReactNode } from 'react';
import { readDeviceFacts, type DeviceFacts } from '../../../page/device-facts.ts';
import { saveFile } from '../../../page/save-file.ts';
import type { StorageReport } from '../../../contract/model-storage.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useAppState, useServices, useStore } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';
import { DeviceChoice } from '../engine-panel/device-choice.tsx';
import { toEngineFacts, toSlowReason } from '../engine-panel/engine-words.ts';
import { DeviceVerdict } from './device-verdict.tsx';

/** What a diagnostics file is made from. */
interface DiagnosticFacts {
  readonly state: Pick<AppState, 'settings' | 'settingsKept' | 'engine' | 'api' | 'online' | 'isolated'>;
  readonly device: DeviceFacts;
  readonly storage: StorageReport | null;
  readonly requests: readonly RequestLogEntry[];
}

/** Where Kokoro computes, what was found out about that, and how to measure and report it. */
export function DevicePart({ report }: { readonly report: StorageReport | null }): ReactNode {
  const words = useWords();
  const { say } = words;
  const titleId = useId();
  const engine = useAppState((state) => state.engine);
  const slowReason = engine === null ? null : toSlowReason(engine);
  const diagnose = useDiagnose(report);
  return (
    <section className="models__part" aria-labelledby={titleId}>
      <h2 className="models__title" id={titleId}>
        {say('models.device')}
      </h2>
      {engine?.state === 'ready' ? (
        <p className="models__hint">{say('models.runsOn', { facts: toEngineFacts(engine, words) })}</p>
      ) : null}
      {slowReason === null ? null : (
        <Notice tone="warn" title={say('models.slow')}>
          <p lang="en">{slowReason}</p>
        </Notice>
      )}
      <MemoryNotice models={engine?.unloadedForMemory ?? []} />
      <DeviceChoice />
      {engine?.checks?.map((check) => (
        <DeviceVerdict key={check.device} check={check} />
      ))}
      <div className="models__actions">
        <a className="button button--plain" href="./benchmark.html">
          {say('models.benchmark')}
        </a>
        <Button onClick={() => void diagnose()}>{say('models.diagnostics')}</Button>
      </div>
      <p className="models__hint">{say('models.diagnosticsHint')}</p>
    </section>
  );
}

/** Says what left memory because there was too little of it. */
function MemoryNotice({ models }: { readonly models: readonly string[] }): ReactNode {
  const { say } = useWords();
  if (models.length === 0) return null;
  return (
    <Notice tone="warn" title={say('models.memoryShort')}>
      <p>{say('models.memoryShortAdvice', { names: models.join(say('common.listSeparator')) })}</p>
    </Notice>
  );
}

function useDiagnose(report: StorageReport | null): () => Promise<void> {
  const store = useStore();
  const services = useServices();
  return async () => {
    const never = new AbortController().signal;
    const facts = {
      state: store.getState(),
      device: await readDeviceFacts(),
      storage: report,
      requests: await services.console.list(never),
    };
    const text = JSON.stringify(toDiagnostics(facts), null, 2);
    saveFile(new Blob([text], { type: 'application/json' }), 'sotto-diagnostics.json');
  };
}

/** Gathers what helps to find a fault. Nothing in it was written by the user: no text, no names, no error's own words. */
export function toDiagnostics({ state, device, storage, requests }: DiagnosticFacts): object {
  const { settings, settingsKept, engine, api, online, isolated } = state;
  return {
    device,
    page: { api, online, isolated, settingsKept },
    settings: toWordlessSettings(settings),
    engine,
    storage,
    requests: requests.map(({ client: _client, error, path, ...figures }) => ({
      ...figures,
      // What follows a path that is not ours, or an error's code, could quote what somebody wrote.
      path: /^\/([\w.-]+\/)*v1\/(audio\/speech|models|audio\/voices|engine)$/.test(path) ? path : 'other',
      error: error === null ? null : (/^(aborted$|[a-z_]+(?=:))/.exec(error)?.[0] ?? 'other'),
    })),
  };
}

/** Leaves out of the settings what the user typed: the names of a cast, and another service's address and key. */
function toWordlessSettings({ castVoices, upstream, ...figures }: Settings): object {
  return {
    ...figures,
    castVoiceCount: Object.keys(castVoices).length,
    upstream: upstream === null ? null : { when: upstream.when, hasKey: upstream.apiKey !== undefined },
  };
}

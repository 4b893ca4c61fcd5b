import { useId, type ReactNode } from 'react';
import { readDeviceFacts } from '../../../browser/device-facts.ts';
import { saveFile } from '../../../browser/save-file.ts';
import type { StorageReport } from '../../../speech/model-storage.ts';
import { Button } from '../../components/button.tsx';
import { useAppState, useServices, useStore } from '../../store/app-context.ts';
import { DeviceChoice } from '../engine-panel/device-choice.tsx';
import { toEngineFacts } from '../engine-panel/engine-words.ts';
import { DeviceVerdict } from './device-verdict.tsx';
import { toDiagnostics } from './to-diagnostics.ts';

/** Where Kokoro computes, what was found out about that, and how to measure and report it. */
export function DevicePart({ report }: { readonly report: StorageReport | null }): ReactNode {
  const titleId = useId();
  const engine = useAppState((state) => state.engine);
  const diagnose = useDiagnose(report);
  return (
    <section className="models__part" aria-labelledby={titleId}>
      <h2 className="models__title" id={titleId}>
        Device
      </h2>
      {engine?.state === 'ready' ? <p className="models__hint">Runs on {toEngineFacts(engine)}.</p> : null}
      <DeviceChoice />
      {engine?.checks?.map((check) => (
        <DeviceVerdict key={check.device} check={check} />
      ))}
      <div className="models__actions">
        <a className="button button--plain" href="./benchmark.html">
          Run the benchmark
        </a>
        <Button onClick={() => void diagnose()}>Export diagnostics</Button>
      </div>
      <p className="models__hint">
        The diagnostics file holds figures of this device, the engine and the latest requests, and none of
        your texts.
      </p>
    </section>
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

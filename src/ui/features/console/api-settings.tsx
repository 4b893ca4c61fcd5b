import type { Settings } from '../../../contract/settings.ts';
import { useId, useState, type ReactNode } from 'react';
import { Select } from '../../components/select.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';
import { ForeignHosts } from '../api-panel/foreign-hosts.tsx';
import { UpstreamPart } from './upstream-part.tsx';

/** What API requests may be and who answers them. */
export function ApiSettings(): ReactNode {
  const { change } = useActions();
  const { say } = useWords();
  const settings = useAppState((state) => state.settings);
  const fallbacks: readonly { value: Settings['fallback']; label: string }[] = [
    { value: 'none', label: say('api.waitForIt') },
    { value: 'espeak-ng', label: say('api.builtInSpeaks') },
  ];
  return (
    <div className="api-settings">
      <div className="api-settings__fields">
        <Select
          label={say('api.whileNotReady')}
          value={settings.fallback}
          options={fallbacks}
          onChange={(fallback) => change({ fallback })}
        />
        <NumberField
          label={say('api.longestInput')}
          value={settings.maxInputLength}
          range={[1, 1_000_000]}
          onChange={(maxInputLength) => change({ maxInputLength })}
        />
        <NumberField
          label={say('api.longestSound')}
          value={Math.round(settings.maxHeardSeconds / 60)}
          range={[1, 1440]}
          onChange={(minutes) => change({ maxHeardSeconds: minutes * 60 })}
        />
        <NumberField
          label={say('api.mayWait')}
          value={settings.queueLimit}
          range={[1, 1000]}
          onChange={(queueLimit) => change({ queueLimit })}
        />
        <NumberField
          label={say('api.secondsForModel')}
          value={Math.round(settings.loadTimeoutMs / 1000)}
          range={[1, 3600]}
          onChange={(seconds) => change({ loadTimeoutMs: seconds * 1000 })}
        />
      </div>
      <ForeignHosts />
      <UpstreamPart />
    </div>
  );
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly range: readonly [least: number, most: number];
  readonly onChange: (value: number) => void;
}

function NumberField({ label, value, range: [least, most], onChange }: NumberFieldProps): ReactNode {
  const { say } = useWords();
  const id = useId();
  // What is being written, or cannot be the setting, which another tab may change too.
  const [draft, setDraft] = useState<string | null>(null);
  const next = Number(draft);
  const isGood = draft === null || (Number.isInteger(next) && next >= least && next <= most);
  // Not at each key: half a number would be in force meanwhile.
  const apply = (): void => {
    if (draft === null || !isGood) return;
    setDraft(null);
    onChange(next);
  };
  return (
    <div className="number-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="number-field__input tabular"
        inputMode="numeric"
        value={draft ?? String(value)}
        aria-invalid={!isGood}
        aria-describedby={`${id}-range`}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={apply}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply();
        }}
      />
      <span id={`${id}-range`} className={isGood ? 'visually-hidden' : 'exchange__error'}>
        {say('api.range', { least, most })}
      </span>
    </div>
  );
}

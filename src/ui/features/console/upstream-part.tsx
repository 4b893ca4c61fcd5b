import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { isServiceAddress, isServiceKey, type Upstream } from '../../../contract/upstream.ts';
import { Button } from '../../components/button.tsx';
import { Select } from '../../components/select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';

type Occasion = Upstream['when'] | 'never';

/** What a service cannot have, of what is typed. */
type Fault = 'address' | 'key' | null;

/** Another service that may speak; none unless the person names one. */
export function UpstreamPart(): ReactNode {
  const { setUpstream } = useActions();
  const { say } = useWords();
  const upstream = useAppState((state) => state.settings.upstream);
  const [baseUrl, setBaseUrl] = useState(upstream?.baseUrl ?? '');
  const [apiKey, setApiKey] = useState(upstream?.apiKey ?? '');
  const [isKept, setKept] = useState(upstream?.apiKey !== undefined);
  const [when, setWhen] = useState<Occasion>(upstream?.when ?? 'never');
  const [refused, setRefused] = useState<Fault>(null);

  const apply = (event: SyntheticEvent): void => {
    event.preventDefault();
    const fault = when === 'never' ? null : findFault(baseUrl, apiKey);
    setRefused(fault);
    if (fault !== null) return;
    const key = apiKey === '' ? {} : { apiKey };
    setUpstream(when === 'never' ? null : { baseUrl, when, ...key }, isKept);
  };

  return (
    <form className="upstream" onSubmit={apply}>
      <fieldset className="hosts">
        <legend className="hosts__title">{say('api.upstream')}</legend>
        <p className="hosts__hint">{say('api.upstreamHint')}</p>
        <div className="upstream__fields">
          <OccasionSelect value={when} onChange={setWhen} />
          <TextField
            label={say('api.upstreamAddress')}
            type="url"
            dir="ltr"
            value={baseUrl}
            onChange={setBaseUrl}
            error={refused === 'address' ? say('api.upstreamBadAddress') : null}
          />
          <TextField
            label={say('api.upstreamKey')}
            type="password"
            dir="ltr"
            value={apiKey}
            onChange={setApiKey}
            error={refused === 'key' ? say('api.upstreamBadKey') : null}
          />
        </div>
        <label className="hosts__item">
          <input type="checkbox" checked={isKept} onChange={(event) => setKept(event.target.checked)} />
          {say('api.upstreamKeepKey')}
        </label>
        <Button type="submit">{say('api.upstreamApply')}</Button>
      </fieldset>
    </form>
  );
}

function findFault(baseUrl: string, apiKey: string): Fault {
  if (!isServiceAddress(baseUrl)) return 'address';
  return isServiceKey(apiKey) ? null : 'key';
}

interface OccasionSelectProps {
  readonly value: Occasion;
  readonly onChange: (occasion: Occasion) => void;
}

function OccasionSelect({ value, onChange }: OccasionSelectProps): ReactNode {
  const { say } = useWords();
  const options: readonly { value: Occasion; label: string }[] = [
    { value: 'never', label: say('api.upstreamNever') },
    { value: 'asked', label: say('api.upstreamAsked') },
    { value: 'slow', label: say('api.upstreamSlow') },
    { value: 'unavailable', label: say('api.upstreamUnavailable') },
  ];
  return <Select label={say('api.upstreamWhen')} value={value} options={options} onChange={onChange} />;
}

import { knownForeignHosts } from '../../../contract/settings.ts';
import type { ReactNode } from 'react';
import { useActions, useAppState } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';

/** Which other hosts' audio routes are answered here instead; none unless the person says so. */
export function ForeignHosts(): ReactNode {
  const { change } = useActions();
  const { say } = useWords();
  const hosts = useAppState((state) => state.settings.foreignHosts);
  const areModelsAnswered = useAppState((state) => state.settings.foreignModels);
  return (
    <fieldset className="hosts">
      <legend className="hosts__title">{say('api.alsoAnswersFor')}</legend>
      <p className="hosts__hint">{say('api.hostsHint')}</p>
      <div className="hosts__list">
        {knownForeignHosts.map((host) => (
          <label key={host} className="hosts__item">
            <input
              type="checkbox"
              checked={hosts.includes(host)}
              onChange={(event) =>
                change({
                  foreignHosts: event.target.checked
                    ? [...hosts, host]
                    : hosts.filter((other) => other !== host),
                })
              }
            />
            {host}
          </label>
        ))}
      </div>
      <label className="hosts__item">
        <input
          type="checkbox"
          checked={areModelsAnswered}
          disabled={hosts.length === 0}
          onChange={(event) => change({ foreignModels: event.target.checked })}
        />
        {say('api.hostsModels')}
      </label>
    </fieldset>
  );
}

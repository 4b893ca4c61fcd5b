import type { ReactNode } from 'react';
import { knownForeignHosts } from '../../../browser/settings.ts';
import { useActions, useAppState } from '../../store/app-context.ts';

/** Which other hosts' audio routes are answered here instead; none unless the person says so. */
export function ForeignHosts(): ReactNode {
  const { change } = useActions();
  const hosts = useAppState((state) => state.settings.foreignHosts);
  const areModelsAnswered = useAppState((state) => state.settings.foreignModels);
  return (
    <fieldset className="hosts">
      <legend className="hosts__title">Also answers for</legend>
      <p className="hosts__hint">
        Code with a hard-coded address works too, when its host is ticked: calls to that host&rsquo;s audio
        routes from other pages of this site are answered here and never leave. This page itself may reach
        none but the model hub; its security policy forbids it.
      </p>
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
        Their lists of models too
      </label>
    </fieldset>
  );
}

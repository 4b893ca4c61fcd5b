import type { ReactNode } from 'react';
import { knownForeignHosts } from '../../../browser/settings.ts';
import { useActions, useAppState } from '../../store/app-context.ts';

/** Which other hosts' audio routes are answered here instead; none unless the person says so. */
export function ForeignHosts(): ReactNode {
  const { change } = useActions();
  const hosts = useAppState((state) => state.settings.foreignHosts);
  return (
    <details className="hosts">
      <summary className="hosts__summary">
        {hosts.length === 0 ? 'Answers for this page only' : `Also answers for ${hosts.join(', ')}`}
      </summary>
      <fieldset className="hosts__list">
        <legend className="hosts__hint">
          Code with a hard-coded address works too, when its host is ticked: calls to that host&rsquo;s audio
          routes from pages of this site are then answered here and never leave.
        </legend>
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
      </fieldset>
    </details>
  );
}

import type { ReactNode } from 'react';
import { toExampleRequest } from '../../store/example-actions.ts';
import { useAppState } from '../../store/app-context.ts';

const MAX_SHOWN = 48;

/** What `request` holds in the example above, with the text cut short. */
export function RequestLine(): ReactNode {
  const line = useAppState((state) => {
    const { input, ...rest } = toExampleRequest(state);
    const shown = input.length > MAX_SHOWN ? `${input.slice(0, MAX_SHOWN).trimEnd()}…` : input;
    return JSON.stringify({ ...rest, input: shown }, null, 1).replace(/\n\s*/g, ' ');
  });
  return (
    <p className="api__request">
      <span className="api__label">request</span> <code>{line}</code>
    </p>
  );
}

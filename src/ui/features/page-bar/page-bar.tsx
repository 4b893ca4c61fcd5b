import type { ReactNode } from 'react';
import { useAppState } from '../../store/app-context.ts';
import type { AppState } from '../../store/state.ts';
import { ThemeChoice } from './theme-choice.tsx';
import './page-bar.css';

/** The name of the house, and the state of the page: whether its API answers, and whether it is online. */
export function PageBar(): ReactNode {
  const api = useAppState((state) => state.api);
  const isOnline = useAppState((state) => state.online);
  return (
    <header className="page-bar">
      <div className="page-bar__name">
        <h1 className="page-bar__title">sotto</h1>
        <p className="page-bar__motto">speech that never leaves the page</p>
      </div>
      <div className="page-bar__facts">
        <p className={`fact fact--${api}`} role="status">
          {apiWords[api]}
        </p>
        {isOnline ? null : <p className="fact fact--offline">Offline</p>}
        <ThemeChoice />
      </div>
    </header>
  );
}

const apiWords: Readonly<Record<AppState['api'], string>> = {
  waiting: 'API starting',
  ready: 'API answers at /v1',
  unavailable: 'No API in this browser',
};

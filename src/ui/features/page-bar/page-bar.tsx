import { interfaceLanguages, listInterfaceLanguages } from '../../words/interface-languages.ts';
import type { ReactNode } from 'react';
import { useAppState, useActions } from '../../store/app-context.ts';
import type { AppState } from '../../store/state.ts';
import type { MessageKey } from '../../words/messages.ts';
import { useWords } from '../../store/use-words.ts';
import { ThemeChoice } from './theme-choice.tsx';
import './page-bar.css';

const languages = listInterfaceLanguages();

/** The name of the house, and the state of the page: whether its API answers, and whether it is online. */
export function PageBar(): ReactNode {
  const { say } = useWords();
  const api = useAppState((state) => state.api);
  const isOnline = useAppState((state) => state.online);
  return (
    <header className="page-bar">
      <div className="page-bar__name">
        <h1 className="page-bar__title">sotto</h1>
        <p className="page-bar__motto">{say('page.motto')}</p>
      </div>
      <div className="page-bar__facts">
        <p className={`fact fact--${api}`} role="status">
          {say(apiKeys[api])}
        </p>
        {isOnline ? null : <p className="fact fact--offline">{say('page.offline')}</p>}
        <UpstreamFact />
        <LanguageChoice />
        <ThemeChoice />
      </div>
    </header>
  );
}

/** Says so where text may leave the device. */
function UpstreamFact(): ReactNode {
  const { say } = useWords();
  const upstream = useAppState((state) => state.settings.upstream);
  if (upstream === null) return null;
  const { host } = new URL(upstream.baseUrl);
  return <p className="fact fact--upstream">{say('page.upstream', { host })}</p>;
}

const apiKeys: Readonly<Record<AppState['api'], MessageKey>> = {
  waiting: 'page.apiWaiting',
  ready: 'page.apiReady',
  unavailable: 'page.apiUnavailable',
};

/** What the page is written in; each language is listed by its own name. */
function LanguageChoice(): ReactNode {
  const { translate } = useActions();
  const { say, language: shown } = useWords();
  return (
    <select
      className="page-bar__language"
      aria-label={say('page.language')}
      value={shown}
      onChange={(event) => {
        const chosen = languages.find(({ language }) => language === event.target.value);
        if (chosen !== undefined) translate(chosen.language);
      }}
    >
      {languages.map(({ language, name }) => (
        <option key={language} value={language} lang={interfaceLanguages[language].tag}>
          {name}
        </option>
      ))}
    </select>
  );
}

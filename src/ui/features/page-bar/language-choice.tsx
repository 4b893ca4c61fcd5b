import type { ReactNode } from 'react';
import { useActions } from '../../store/app-context.ts';
import { interfaceLanguages, listInterfaceLanguages } from '../../words/interface-languages.ts';
import { useWords } from '../../store/use-words.ts';

const languages = listInterfaceLanguages();

/** What the page is written in; each language is listed by its own name. */
export function LanguageChoice(): ReactNode {
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

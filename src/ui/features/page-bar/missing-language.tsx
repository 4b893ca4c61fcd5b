import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';

/** Says that the language which was chosen could not be fetched, and so is not shown. */
export function MissingLanguage(): ReactNode {
  const { forgetMissingLanguage } = useActions();
  const { say, languageName } = useWords();
  const language = useAppState((state) => state.missingLanguage);
  if (language === null) return null;
  return (
    <div className="app__update">
      <Notice
        tone="warn"
        title={say('page.languageMissing', { language: languageName(language) })}
        actions={<Button onClick={forgetMissingLanguage}>{say('library.fine')}</Button>}
      >
        <p>{say('page.languageMissingAdvice')}</p>
      </Notice>
    </div>
  );
}

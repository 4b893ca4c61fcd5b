import type { ReactNode } from 'react';
import { useActions, useAppState } from '../../store/app-context.ts';
import { toMixLanguage } from '../../store/voice-language.ts';
import { useWords } from '../../store/use-words.ts';
import { EditorTools } from './editor-tools.tsx';
import { Manuscript } from './manuscript.tsx';
import { useTextSource } from './use-text-source.ts';
import './editor.css';

/** The text to speak, with what is heard marked in it; files can be dropped on it. */
export function Editor(): ReactNode {
  const { setText } = useActions();
  const { say } = useWords();
  const text = useAppState((state) => state.text);
  const language = useAppState((state) => toMixLanguage(state.settings.voice));
  const source = useTextSource();
  return (
    <div className={source.isOver ? 'editor editor--over' : 'editor'} {...source.dropTarget}>
      <label className="visually-hidden" htmlFor="text">
        {say('editor.label')}
      </label>
      <div className="editor__scroller">
        <div className="editor__page">
          <Manuscript text={text} language={language} />
          <textarea
            id="text"
            className="editor__text editor__input"
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder={say('editor.placeholder')}
            lang={language}
            dir="auto"
            spellCheck={false}
            autoComplete="off"
          />
        </div>
      </div>
      <EditorTools source={source} />
    </div>
  );
}

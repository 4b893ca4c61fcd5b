import type { ReactNode } from 'react';
import { findVoice } from '../../../speech/voices.ts';
import { useActions, useAppState } from '../../store/app-context.ts';
import { Manuscript } from './manuscript.tsx';
import { toTextSize } from './text-size.ts';
import './editor.css';

/** The text to speak, with the sentence that is heard marked in it. */
export function Editor(): ReactNode {
  const { setText } = useActions();
  const text = useAppState((state) => state.text);
  const speed = useAppState((state) => state.settings.speed);
  const language = useAppState((state) => findVoice(state.settings.voice)?.language ?? 'en-us');
  return (
    <div className="editor">
      <label className="visually-hidden" htmlFor="text">
        Text to speak
      </label>
      <div className="editor__scroller">
        <div className="editor__page">
          <Manuscript text={text} />
          <textarea
            id="text"
            className="editor__text editor__input"
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder="Write or paste what should be said."
            lang={language}
            dir="auto"
            spellCheck={false}
            autoComplete="off"
          />
        </div>
      </div>
      <p className="editor__size">
        <span className="tabular">{toTextSize(text, speed)}</span>
        {text === '' ? null : (
          <button className="editor__clear" type="button" onClick={() => setText('')}>
            Clear
          </button>
        )}
      </p>
    </div>
  );
}

import { useRef, type ReactNode } from 'react';
import { useActions, useAppState, useStore } from '../../store/app-context.ts';
import { toMixLanguage } from '../../store/voice-language.ts';
import { sampleTexts } from '../../texts/sample-texts.ts';
import { findBestVoice } from '../voices/find-best-voice.ts';
import { languageNames, languages } from '../voices/languages.ts';
import { textFileTypes } from './read-text-file.ts';
import { toTextSize } from './text-size.ts';
import type { TextSource } from './use-text-source.ts';

/** Below the text: how long it is, and where another could come from. */
export function EditorTools({ source }: { readonly source: TextSource }): ReactNode {
  const { setText } = useActions();
  const text = useAppState((state) => state.text);
  const speed = useAppState((state) => state.settings.speed);
  const { replaced, restore, problem } = source;
  return (
    <div className="editor__tools">
      <p className="editor__size tabular">{toTextSize(text, speed)}</p>
      <SampleSelect source={source} />
      <OpenFile source={source} />
      {replaced === null ? null : (
        <button className="editor__tool" type="button" onClick={restore}>
          Undo
        </button>
      )}
      {text === '' ? null : (
        <button className="editor__tool" type="button" onClick={() => setText('')}>
          Clear
        </button>
      )}
      <p className="editor__problem" role="status">
        {problem}
      </p>
    </div>
  );
}

function SampleSelect({ source }: { readonly source: TextSource }): ReactNode {
  const { change } = useActions();
  const store = useStore();
  return (
    <select
      className="editor__tool editor__samples"
      aria-label="Sample text"
      value=""
      onChange={(event) => {
        const language = languages.find((known) => known === event.target.value);
        if (language === undefined) return;
        source.replace(sampleTexts[language].text);
        const isSpoken = toMixLanguage(store.getState().settings.voice) === language;
        if (!isSpoken) change({ voice: findBestVoice(language) });
      }}
    >
      <option value="" disabled hidden>
        Sample text
      </option>
      {languages.map((language) => (
        <option key={language} value={language}>
          {languageNames[language]}
        </option>
      ))}
    </select>
  );
}

function OpenFile({ source }: { readonly source: TextSource }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        className="editor__tool"
        type="button"
        title="Text or Markdown; it can be dropped on the page, too"
        onClick={() => input.current?.click()}
      >
        Open file
      </button>
      <input
        ref={input}
        type="file"
        accept={textFileTypes}
        hidden
        onChange={(event) => {
          source.open(event.target.files?.[0]);
          // Or the same file could not be opened again.
          event.target.value = '';
        }}
      />
    </>
  );
}

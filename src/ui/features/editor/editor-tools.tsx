import { useRef, useState, type ReactNode } from 'react';
import { TEXT_FILE_TYPES } from '../../../contract/text-file.ts';
import { useActions, useAppState, useStore } from '../../store/app-context.ts';
import { toSelected } from '../../store/part-actions.ts';
import type { FileProblem } from '../../store/sheet-text.ts';
import { toSilentNames } from '../../store/cast.ts';
import { sampleTexts } from '../../texts/sample-texts.ts';
import { useWords } from '../../store/use-words.ts';
import type { Words } from '../../words/words.ts';
import { Dictation } from '../dictation/dictation.tsx';
import { languages } from '../voices/languages.ts';
import { LazyPanel } from '../workbench/lazy-panel.tsx';
import { toFormatName, toShownFormat } from '../reading/shown-format.ts';
import { MAX_BYTES } from './read-text-file.ts';
import { toTextSize } from './text-size.ts';
import type { TextSource } from './use-text-source.ts';

const loadReading = async (): Promise<{ default: () => ReactNode }> => ({
  default: (await import('../reading/reading-panel.tsx')).ReadingPanel,
});

interface EditorToolsProps {
  readonly source: TextSource;
  /** Where what is dictated is written. */
  readonly area: { readonly current: HTMLTextAreaElement | null };
}

/** Below the text: how long it is, and where another could come from. */
export function EditorTools({ source, area }: EditorToolsProps): ReactNode {
  const { replaceText, bringBackText } = useActions();
  const text = useAppState((state) => state.text);
  const speed = useAppState((state) => state.settings.speed);
  const pauseSeconds = useAppState(({ check }) => check?.pauseSeconds ?? 0);
  const canBringBack = useAppState(({ replaced }) => replaced.length > 0);
  const names = useAppState(toSilentNames);
  const words = useWords();
  const { say } = words;
  const problem = useAppState(({ fileProblem }) => fileProblem);
  // The button may go away with its reason, and the focus with it.
  const andFocus = (act: () => void) => (): void => {
    area.current?.focus();
    act();
  };
  const [isReadingOpen, setReadingOpen] = useState(false);
  return (
    <div className="editor__tools">
      <p className="editor__size tabular">{toTextSize(text, { speed, pauseSeconds, names }, words)}</p>
      <PlayPart />
      <AskWord />
      <OpenReading isOpen={isReadingOpen} onToggle={() => setReadingOpen(!isReadingOpen)} />
      <SampleSelect source={source} />
      <OpenFile source={source} />
      {canBringBack ? (
        <button className="editor__tool" type="button" onClick={andFocus(bringBackText)}>
          {say('editor.undo')}
        </button>
      ) : null}
      {text === '' ? null : (
        <button className="editor__tool" type="button" onClick={andFocus(() => replaceText(''))}>
          {say('common.clear')}
        </button>
      )}
      <Dictation area={area} />
      <p className="editor__problem" role="status">
        {problem === null ? '' : toFileWords(problem, words)}
      </p>
      {isReadingOpen ? (
        <div className="editor__reading" id="reading">
          <LazyPanel load={loadReading} />
        </div>
      ) : null}
    </div>
  );
}

/** Plays the part of the text that is selected, or what follows the cursor. */
function PlayPart(): ReactNode {
  const { playFromHere, playSelection } = useActions();
  const { say } = useWords();
  const isEmpty = useAppState(({ text }) => text.trim() === '');
  const hasSelection = useAppState((state) => toSelected(state) !== null);
  if (isEmpty) return null;
  return (
    <>
      {hasSelection ? (
        <button
          className="editor__tool"
          type="button"
          onClick={playSelection}
          aria-keyshortcuts="Control+Shift+Enter Meta+Shift+Enter"
        >
          {say('editor.playSelection')}
        </button>
      ) : null}
      <button
        className="editor__tool"
        type="button"
        title={say('editor.playFromHereHint')}
        onClick={playFromHere}
        aria-keyshortcuts={hasSelection ? undefined : 'Control+Shift+Enter Meta+Shift+Enter'}
      >
        {say('editor.playFromHere')}
      </button>
    </>
  );
}

interface OpenReadingProps {
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** Says how the text is taken to be written, and opens the choices of how it is read. */
function OpenReading({ isOpen, onToggle }: OpenReadingProps): ReactNode {
  const words = useWords();
  const { say } = words;
  const format = useAppState(toShownFormat);
  return (
    <button
      className="editor__tool"
      type="button"
      onClick={onToggle}
      aria-expanded={isOpen}
      aria-controls={isOpen ? 'reading' : undefined}
    >
      {format === 'text'
        ? say('reading.open')
        : say('reading.openAs', { format: toFormatName(format, words) })}
    </button>
  );
}

/** Shows how the word at the cursor is said: the way for fingers, which have no Alt key. */
function AskWord(): ReactNode {
  const { askWord } = useActions();
  const { say } = useWords();
  const store = useStore();
  const isEmpty = useAppState(({ text }) => text.trim() === '');
  if (isEmpty) return null;
  return (
    <button
      className="editor__tool"
      type="button"
      title={say('word.openHint')}
      onClick={() => askWord(store.getState().selection)}
      aria-haspopup="dialog"
      aria-keyshortcuts="Alt+Enter"
    >
      {say('word.open')}
    </button>
  );
}

function SampleSelect({ source }: { readonly source: TextSource }): ReactNode {
  const { say, languageName } = useWords();
  const { speakLanguage } = useActions();
  return (
    <select
      className="editor__tool editor__samples"
      aria-label={say('editor.sample')}
      value=""
      onChange={(event) => {
        const language = languages.find((known) => known === event.target.value);
        if (language === undefined) return;
        source.replace(sampleTexts[language].text);
        speakLanguage(language);
      }}
    >
      <option value="" disabled hidden>
        {say('editor.sample')}
      </option>
      {languages.map((language) => (
        <option key={language} value={language}>
          {languageName(language)}
        </option>
      ))}
    </select>
  );
}

function OpenFile({ source }: { readonly source: TextSource }): ReactNode {
  const { say } = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        className="editor__tool"
        type="button"
        title={say('editor.openHint')}
        onClick={() => input.current?.click()}
      >
        {say('editor.open')}
      </button>
      <input
        ref={input}
        type="file"
        accept={TEXT_FILE_TYPES}
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

const fileKeys = {
  'too-long': 'editor.fileTooLong',
  'not-text': 'editor.fileNotText',
  empty: 'editor.fileEmpty',
  unreadable: 'editor.fileUnreadable',
  unsupported: 'editor.fileUnsupported',
} as const;

function toFileWords({ reason, name, kind }: FileProblem, { say, bytes }: Words): string {
  return say(fileKeys[reason], { name, kind, limit: bytes(MAX_BYTES) });
}

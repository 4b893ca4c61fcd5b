import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useActions, useAppState, useServices } from '../../store/app-context.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import { HearingGate } from '../hearing/hearing-gate.tsx';
import { ProblemLine } from '../problem/problem-line.tsx';
import { SubtitleRows } from './subtitle-rows.tsx';
import { SubtitleTools } from './subtitle-tools.tsx';
import { createSubtitlesModel, type SubtitlesModel } from './subtitles-model.ts';
import { SubtitlesProgress } from './subtitles-progress.tsx';
import './subtitles.css';

/** Writes a recording down as subtitles that can be corrected, played, saved and spoken. */
export function SubtitlesPanel(): ReactNode {
  const { hearing } = useServices();
  const { say } = useWords();
  const [model] = useState(() => createSubtitlesModel(hearing));
  return (
    <div className="subtitles">
      <p className="subtitles__hint">{say('subtitles.hint')}</p>
      <HearingGate>
        <Recording model={model} />
      </HearingGate>
    </div>
  );
}

/** The recording that is heard or was heard, and the way to another one. */
function Recording({ model }: { readonly model: SubtitlesModel }): ReactNode {
  const { say } = useWords();
  const state = useStoreState(model.store);
  const { file, phase, problem, task, replaced } = state;
  const media = useRef<HTMLMediaElement>(null);
  const [length, setLength] = useState<FileLength | null>(null);
  const duration = length?.file === file ? length.seconds : null;
  useOfferedSound(model);
  useUnsaved(model);
  return (
    <>
      <ChooseRecording model={model} />
      <div className="subtitles__actions" role="status">
        {replaced === null ? null : (
          <>
            <span>{say('subtitles.replaced', { name: replaced.file?.name ?? '' })}</span>
            <Button onClick={model.undo}>{say('editor.undo')}</Button>
          </>
        )}
      </div>
      {file === null ? null : <Player file={file} mediaRef={media} onLength={setLength} />}
      {phase === 'idle' ? null : (
        <SubtitlesProgress
          state={state}
          duration={duration}
          onCancel={model.cancel}
          onTryAgain={() => {
            if (file !== null) model.hear(file, task);
          }}
        />
      )}
      {problem === null ? null : (
        <p className="subtitles__problem" role="alert">
          <ProblemLine problem={problem} />
        </p>
      )}
      <SubtitleRows model={model} media={media} />
      {phase === 'done' || phase === 'stopped' ? <SubtitleTools model={model} /> : null}
    </>
  );
}

function ChooseRecording({ model }: { readonly model: SubtitlesModel }): ReactNode {
  const { say } = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="subtitles__actions">
      <Button onClick={() => input.current?.click()}>
        <Icon name="open" />
        {say('subtitles.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        accept="audio/*,video/*"
        hidden={true}
        aria-label={say('subtitles.choose')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) model.hear(file);
          // Or the same file could not be chosen again.
          event.target.value = '';
        }}
      />
    </div>
  );
}

interface FileLength {
  readonly file: File;
  readonly seconds: number;
}

interface PlayerProps {
  readonly file: File;
  readonly mediaRef: { current: HTMLMediaElement | null };
  /** Called once the browser can tell how long the file is. */
  readonly onLength: (length: FileLength) => void;
}

/** Plays the file from where it lies; a browser that cannot play it shows an idle player. */
function Player({ file, mediaRef, onLength }: PlayerProps): ReactNode {
  useEffect(() => {
    const { current: element } = mediaRef;
    if (element === null) return undefined;
    const url = URL.createObjectURL(file);
    element.src = url;
    return () => URL.revokeObjectURL(url);
  }, [file, mediaRef]);
  const common = {
    controls: true,
    className: 'subtitles__player',
    'aria-label': file.name,
    onLoadedMetadata: (event: { readonly currentTarget: HTMLMediaElement }) => {
      const { duration } = event.currentTarget;
      if (Number.isFinite(duration)) onLength({ file, seconds: duration });
    },
  };
  const keep = (element: HTMLMediaElement | null): void => {
    mediaRef.current = element;
  };
  return (
    <figure className="subtitles__recording">
      <figcaption className="subtitles__name" dir="auto">
        {file.name}
      </figcaption>
      {file.type.startsWith('video/') ? <video ref={keep} {...common} /> : <audio ref={keep} {...common} />}
    </figure>
  );
}

/** Hears what was dropped somewhere on the page. */
function useOfferedSound(model: SubtitlesModel): void {
  const { takeSound } = useActions();
  const offered = useAppState((state) => state.offeredSound);
  useEffect(() => {
    if (offered === null) return;
    takeSound();
    model.hear(offered);
  }, [model, offered, takeSound]);
}

/** Tells the page of lines that would be lost with it: those being written, and corrected ones that are in no file yet. */
function useUnsaved({ store }: SubtitlesModel): void {
  const { noteSubtitles } = useActions();
  const { phase, rows, isEdited, other, replaced } = useStoreState(store);
  const isUnsaved = phase === 'listening' || isEdited || other?.isEdited === true || replaced !== null;
  useEffect(() => {
    noteSubtitles(isUnsaved);
    // A line that is corrected after a save is in no file again.
  }, [noteSubtitles, isUnsaved, rows]);
  useEffect(() => () => noteSubtitles(false), [noteSubtitles]);
}

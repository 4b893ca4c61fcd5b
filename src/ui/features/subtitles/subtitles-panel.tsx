import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Scope } from '../../../std/scope.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useActions, useAppState, useServices } from '../../store/app-context.ts';
import { keepWork } from '../../store/connect-services.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import { canHear, HearingGate } from '../hearing/hearing-gate.tsx';
import { toHearingModel } from '../hearing/hearing-model.ts';
import { ProblemLine } from '../problem/problem-line.tsx';
import { parseKeptSubtitles, toKeptSubtitles } from './kept-subtitles.ts';
import { SubtitleRows } from './subtitle-rows.tsx';
import { SubtitleTools } from './subtitle-tools.tsx';
import { createSubtitlesModel, isOf, type SubtitlesModel, type SubtitlesState } from './subtitles-model.ts';
import { SubtitlesProgress } from './subtitles-progress.tsx';
import './subtitles.css';

interface SubtitlesProps {
  readonly model: SubtitlesModel;
}

/** Writes a recording down as subtitles that can be corrected, played, saved and spoken. */
export function SubtitlesPanel(): ReactNode {
  const { hearing, subtitles } = useServices();
  const { say } = useWords();
  const [model] = useState(() => createSubtitlesModel(hearing, parseKeptSubtitles(subtitles.read())));
  useUnsaved(model, useKeeping(model));
  return (
    <div className="subtitles">
      <p className="subtitles__hint">{say('subtitles.hint')}</p>
      <WayToRecording model={model} />
      <Subtitles model={model} />
    </div>
  );
}

/** A recording that was written down before needs no model, since it is only played; any other does. */
function WayToRecording({ model }: SubtitlesProps): ReactNode {
  const { storage } = useServices();
  const { offers } = useStoreState(toHearingModel(storage).store);
  const { recording, file } = useStoreState(model.store);
  const isAwaited = recording !== null && file === null && offers !== null && !canHear(offers);
  return (
    <>
      {isAwaited ? <ChooseRecording model={model} isTaken={(next) => isOf(next, recording)} /> : null}
      <HearingGate>
        <ChooseRecording model={model} />
      </HearingGate>
    </>
  );
}

/** The recording that is heard or was heard, and its lines, which stay when the model that heard them is deleted. */
function Subtitles({ model }: SubtitlesProps): ReactNode {
  const { say } = useWords();
  const state = useStoreState(model.store);
  const { recording, file, phase, problem, task, replaced } = state;
  const media = useRef<HTMLMediaElement>(null);
  const [length, setLength] = useState<FileLength | null>(null);
  const duration = length?.file === file ? length.seconds : null;
  return (
    <>
      <div className="subtitles__actions" role="status">
        {replaced === null ? null : (
          <>
            <span>{say('subtitles.replaced', { name: replaced.recording?.name ?? '' })}</span>
            <Button onClick={model.undo}>{say('editor.undo')}</Button>
          </>
        )}
      </div>
      {recording === null ? null : (
        <figure className="subtitles__recording">
          <figcaption className="subtitles__name" dir="auto">
            {recording.name}
          </figcaption>
          {file === null ? (
            <p className="subtitles__hint">{say('subtitles.chooseAgain')}</p>
          ) : (
            <Player file={file} mediaRef={media} onLength={setLength} />
          )}
        </figure>
      )}
      {phase === 'idle' ? null : (
        <SubtitlesProgress
          state={state}
          duration={duration}
          onCancel={model.cancel}
          onTryAgain={file === null ? null : () => model.hear(file, task)}
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

interface ChooseRecordingProps extends SubtitlesProps {
  /** Whether a file is taken; any is if left out. */
  readonly isTaken?: (file: File) => boolean;
}

const takeAny = (): boolean => true;

/** The button and the drop that bring a recording. */
function ChooseRecording({ model, isTaken = takeAny }: ChooseRecordingProps): ReactNode {
  const { say } = useWords();
  const input = useRef<HTMLInputElement>(null);
  useOfferedSound(model, isTaken);
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
          if (file !== undefined && isTaken(file)) model.hear(file);
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
  return file.type.startsWith('video/') ? <video ref={keep} {...common} /> : <audio ref={keep} {...common} />;
}

/** Hears what was dropped somewhere on the page. */
function useOfferedSound(model: SubtitlesModel, isTaken: (file: File) => boolean): void {
  const { takeSound } = useActions();
  const offered = useAppState((state) => state.offeredSound);
  useEffect(() => {
    if (offered === null || !isTaken(offered)) return;
    takeSound();
    model.hear(offered);
  }, [model, offered, takeSound, isTaken]);
}

/** Keeps the lines for the next visit; gives back whether the browser does. */
function useKeeping({ store }: SubtitlesModel): boolean {
  const { subtitles } = useServices();
  const [isKept, setKept] = useState(true);
  useEffect(() => {
    const scope = new Scope();
    const write = (state: SubtitlesState): void => setKept(subtitles.write(toKeptSubtitles(state)));
    keepWork(scope, { subscribe: store.subscribe, read: store.getState, write });
    return () => scope.dispose();
  }, [store, subtitles]);
  return isKept;
}

/** Tells the page of lines that would be lost with it: those still to come, and corrected ones that are kept nowhere. */
function useUnsaved({ store }: SubtitlesModel, isKept: boolean): void {
  const { noteSubtitles } = useActions();
  const { phase, rows, isEdited, other, replaced } = useStoreState(store);
  const isCorrected = isEdited || other?.isEdited === true || replaced !== null;
  const isUnsaved = phase === 'listening' || (isCorrected && !isKept);
  useEffect(() => {
    noteSubtitles(isUnsaved);
    // A line that is corrected after a save is in no file again.
  }, [noteSubtitles, isUnsaved, rows]);
  useEffect(() => () => noteSubtitles(false), [noteSubtitles]);
}

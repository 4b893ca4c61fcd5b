import { useEffect, useRef, useState, type DragEvent } from 'react';
import { receiveLaunchedFiles } from '../../../page/launched-files.ts';
import { useActions, useServices, useStore } from '../../store/app-context.ts';
import { isSoundFile } from '../subtitles/use-sound-drop.ts';
import { openTextFile, type OpenedText } from './open-text-file.ts';
import { TextFileError } from './read-text-file.ts';

/** Why a file could not be read. */
export interface FileProblem {
  readonly reason: TextFileError['reason'] | 'unreadable';
  readonly name: string;
  /** What kind of file it is, where that kind is not supported. */
  readonly kind: string;
}

/** Where text comes from other than the keyboard. */
export interface TextSource {
  /** Replaces the present text, which can be brought back. */
  readonly replace: (text: string) => void;
  readonly open: (file: File | undefined) => void;
  /** What was replaced last, or null. */
  readonly replaced: OpenedText | null;
  readonly restore: () => void;
  /** Why the last file could not be read, or null. */
  readonly problem: FileProblem | null;
  readonly isOver: boolean;
  /** For the element on which files may be dropped. */
  readonly dropTarget: {
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
}

const unreadable = { reason: 'unreadable', kind: '' } as const;

/** Uses files, opened or dropped, and samples as sources of the text. */
export function useTextSource(): TextSource {
  const { setText, change } = useActions();
  const store = useStore();
  const { speech } = useServices();
  const [replaced, setReplaced] = useState<OpenedText | null>(null);
  const [problem, setProblem] = useState<FileProblem | null>(null);
  const opening = useRef<AbortController>(null);

  const show = ({ text, inputFormat }: OpenedText): void => {
    setText(text);
    if (store.getState().settings.inputFormat !== inputFormat) change({ inputFormat });
  };
  const put = (opened: OpenedText): void => {
    const { text: before, settings } = store.getState();
    const isLost = before.trim() !== '' && before !== opened.text;
    setReplaced(isLost ? { text: before, inputFormat: settings.inputFormat } : null);
    setProblem(null);
    show(opened);
  };
  const open = (file: File | undefined): void => {
    if (file === undefined) return;
    opening.current?.abort();
    const { signal } = (opening.current = new AbortController());
    openTextFile(file, speech, signal).then(
      (opened) => {
        if (!signal.aborted) put(opened);
      },
      (error: unknown) => {
        if (signal.aborted) return;
        const { reason, kind } = error instanceof TextFileError ? error : unreadable;
        setProblem({ reason, kind, name: file.name });
      },
    );
  };
  const replace = (text: string): void => {
    opening.current?.abort();
    put({ text, inputFormat: store.getState().settings.inputFormat });
  };
  const latestOpen = useRef(open);
  useEffect(() => {
    latestOpen.current = open;
  });
  useEffect(() => receiveLaunchedFiles((file) => latestOpen.current(file)), []);
  const restore = (): void => {
    if (replaced !== null) show(replaced);
    setReplaced(null);
  };
  return { replace, open, replaced, restore, problem, ...useFileDrop(open) };
}

/** Uses an element on which text files may be dropped. */
function useFileDrop(open: (file: File) => void): Pick<TextSource, 'dropTarget' | 'isOver'> {
  const [isOver, setOver] = useState(false);
  const dropTarget: TextSource['dropTarget'] = {
    onDragOver(event) {
      // Text that is dragged goes to the text area, which knows where to put it.
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop(event) {
      setOver(false);
      const [file] = event.dataTransfer.files;
      // A recording is written down elsewhere.
      if (file === undefined || isSoundFile(file)) return;
      event.preventDefault();
      open(file);
    },
  };
  return { isOver, dropTarget };
}

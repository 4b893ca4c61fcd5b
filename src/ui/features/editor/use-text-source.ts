import { useEffect, useRef, useState, type DragEvent } from 'react';
import { receiveLaunchedFiles } from '../../../page/launched-files.ts';
import { useActions, useStore } from '../../store/app-context.ts';
import { isSoundFile } from '../subtitles/use-sound-drop.ts';
import { readTextFile, TextFileError } from './read-text-file.ts';

/** Why a file could not be read. */
export interface FileProblem {
  readonly reason: TextFileError['reason'] | 'unreadable';
  readonly name: string;
}

/** Where text comes from other than the keyboard. */
export interface TextSource {
  /** Puts a text in the place of the present one, which can be had back. */
  readonly replace: (text: string) => void;
  readonly open: (file: File | undefined) => void;
  /** What was replaced last, or null. */
  readonly replaced: string | null;
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

/** Uses files, opened or dropped, and samples as sources of the text. */
export function useTextSource(): TextSource {
  const { setText } = useActions();
  const store = useStore();
  const [replaced, setReplaced] = useState<string | null>(null);
  const [problem, setProblem] = useState<FileProblem | null>(null);
  const [isOver, setOver] = useState(false);

  const replace = (text: string): void => {
    const { text: before } = store.getState();
    setReplaced(before.trim() === '' || before === text ? null : before);
    setProblem(null);
    setText(text);
  };
  const open = (file: File | undefined): void => {
    if (file === undefined) return;
    readTextFile(file).then(replace, (error: unknown) => {
      const reason = error instanceof TextFileError ? error.reason : 'unreadable';
      setProblem({ reason, name: file.name });
    });
  };
  const latestOpen = useRef(open);
  useEffect(() => {
    latestOpen.current = open;
  });
  useEffect(() => receiveLaunchedFiles((file) => latestOpen.current(file)), []);
  const restore = (): void => {
    if (replaced !== null) setText(replaced);
    setReplaced(null);
  };
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
  return { replace, open, replaced, restore, problem, isOver, dropTarget };
}

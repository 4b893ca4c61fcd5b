import { useEffect, useRef, useState, type DragEvent } from 'react';
import { receiveLaunchedFiles } from '../../../page/launched-files.ts';
import { useActions, useServices } from '../../store/app-context.ts';
import { isSoundFile } from '../subtitles/use-sound-drop.ts';
import { openTextFile } from './open-text-file.ts';
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
  /** Puts a text in the place of the present one, which can be had back. */
  readonly replace: (text: string) => void;
  readonly open: (file: File | undefined) => void;
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
  const { replaceText } = useActions();
  const { speech } = useServices();
  const [problem, setProblem] = useState<FileProblem | null>(null);
  const opening = useRef<AbortController>(null);

  const open = (file: File | undefined): void => {
    if (file === undefined) return;
    opening.current?.abort();
    const { signal } = (opening.current = new AbortController());
    openTextFile(file, speech, signal).then(
      (opened) => {
        if (signal.aborted) return;
        setProblem(null);
        replaceText(opened.text, opened.inputFormat);
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
    setProblem(null);
    replaceText(text);
  };
  const latestOpen = useRef(open);
  useEffect(() => {
    latestOpen.current = open;
  });
  useEffect(() => receiveLaunchedFiles((file) => latestOpen.current(file)), []);
  return { replace, open, problem, ...useFileDrop(open) };
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

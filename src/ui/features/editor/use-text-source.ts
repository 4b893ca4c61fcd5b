import { useEffect, useRef, useState } from 'react';
import { receiveLaunchedFiles } from '../../../page/launched-files.ts';
import { Scope } from '../../../std/scope.ts';
import { useActions, useServices } from '../../store/app-context.ts';
import { openTextFile } from './open-text-file.ts';
import { receiveDroppedFiles } from './receive-dropped-files.ts';
import { TextFileError } from './read-text-file.ts';

/** Where text comes from other than the keyboard. */
export interface TextSource {
  /** Replaces the present text, which can be brought back. */
  readonly replace: (text: string) => void;
  readonly open: (file: File | undefined) => void;
  /** Whether files that may be texts are held over the page. */
  readonly isOver: boolean;
}

const unreadable = { reason: 'unreadable', kind: '' } as const;

/** Uses files, opened or dropped, and samples as sources of the text. */
export function useTextSource(): TextSource {
  const { replaceText, refuseFile } = useActions();
  const { speech } = useServices();
  const opening = useRef<AbortController>(null);

  const open = (file: File | undefined): void => {
    if (file === undefined) return;
    opening.current?.abort();
    const { signal } = (opening.current = new AbortController());
    openTextFile(file, speech, signal).then(
      (opened) => {
        if (!signal.aborted) replaceText(opened.text, opened.inputFormat);
      },
      (error: unknown) => {
        if (signal.aborted) return;
        const { reason, kind } = error instanceof TextFileError ? error : unreadable;
        refuseFile({ reason, kind, name: file.name });
      },
    );
  };
  const replace = (text: string): void => {
    opening.current?.abort();
    replaceText(text);
  };
  const latestOpen = useRef(open);
  useEffect(() => {
    latestOpen.current = open;
  });
  useEffect(() => receiveLaunchedFiles((file) => latestOpen.current(file)), []);
  return { replace, open, isOver: useFileDrop(latestOpen) };
}

/** Takes files that are dropped anywhere on the page; gives back whether some are held over it that may be texts. */
function useFileDrop(open: { readonly current: (file: File) => void }): boolean {
  const { offerSound } = useActions();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const scope = new Scope();
    receiveDroppedFiles(scope, window, {
      onOver: setOver,
      onText(file) {
        open.current(file);
        document.querySelector('.editor')?.scrollIntoView({ block: 'nearest' });
      },
      onSound(file) {
        offerSound(file);
        document.getElementById('workbench')?.scrollIntoView({ block: 'start' });
      },
    });
    return () => scope.dispose();
  }, [open, offerSound]);
  return isOver;
}

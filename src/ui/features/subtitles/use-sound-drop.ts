import { useEffect } from 'react';
import { Scope } from '../../../std/scope.ts';
import { useActions } from '../../store/app-context.ts';

/** Endings of recordings for which systems know no type. */
const endings = /\.(?:aac|flac|m4a|m4v|mka|mkv|mov|mp3|mp4|oga|ogg|opus|wav|weba|webm)$/i;

/** Whether a file is a recording, audio or video. */
export function isSoundFile({ type, name }: Pick<File, 'type' | 'name'>): boolean {
  return /^(?:audio|video)\//.test(type) || (type === '' && endings.test(name));
}

/** Takes recordings that are dropped anywhere on the page; other files are left to what they are dropped on. */
export function useSoundDrop(): void {
  const { offerSound } = useActions();
  useEffect(() => {
    const scope = new Scope();
    scope.listen(window, 'dragover', (event: DragEvent) => {
      const items = [...(event.dataTransfer?.items ?? [])];
      // Names are not known before the drop; a file without a type may be a recording.
      if (items.some(({ kind, type }) => kind === 'file' && /^(?:audio\/|video\/|$)/.test(type))) {
        event.preventDefault();
      }
    });
    scope.listen(window, 'drop', (event: DragEvent) => {
      const file = [...(event.dataTransfer?.files ?? [])].find(isSoundFile);
      if (file === undefined || event.defaultPrevented) return;
      event.preventDefault();
      offerSound(file);
      document.getElementById('workbench')?.scrollIntoView({ block: 'start' });
    });
    return () => scope.dispose();
  }, [offerSound]);
}

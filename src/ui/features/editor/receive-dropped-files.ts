import type { Scope } from '../../../std/scope.ts';

/** Endings of recordings for which systems know no type. */
const endings = /\.(?:aac|flac|m4a|m4v|mka|mkv|mov|mp3|mp4|oga|ogg|opus|wav|weba|webm)$/i;

/** Whether a file is a recording, audio or video. */
function isSoundFile({ type, name }: Pick<File, 'type' | 'name'>): boolean {
  return /^(?:audio|video)\//.test(type) || (type === '' && endings.test(name));
}

interface FileReceivers {
  /** Is called with a recording, which is written down. */
  readonly onSound: (file: File) => void;
  /** Is called with any other file: it is opened as a text, or refused in words. */
  readonly onText: (file: File) => void;
  /** Is called with whether files that may be texts are held over the page. */
  readonly onOver: (isOver: boolean) => void;
}

/**
 * Receives what is dropped anywhere on the page, `target`, for as long as `scope` lives, unless a part of the page took
 * it. The browser would open a file in the place of the app otherwise, and end all that plays or is being made.
 */
export function receiveDroppedFiles(
  scope: Scope,
  target: EventTarget,
  { onSound, onText, onOver }: FileReceivers,
): void {
  scope.listen(target, 'dragover', (event: DragEvent) => {
    // Text that is dragged goes to the text area, which knows where to put it.
    if (!hasFiles(event)) return;
    const isTaken = event.defaultPrevented;
    event.preventDefault();
    const kinds = [...(event.dataTransfer?.items ?? [])].map(({ type }) => type);
    onOver(!isTaken && !kinds.every((type) => /^(?:audio|video)\//.test(type)));
  });
  // Leaving one part of the page for another tells of that one.
  scope.listen(target, 'dragleave', ({ relatedTarget }: DragEvent) => {
    if (relatedTarget === null) onOver(false);
  });
  scope.listen(target, 'drop', (event: DragEvent) => {
    onOver(false);
    if (!hasFiles(event) || event.defaultPrevented) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    const [sound, file] = [files.find(isSoundFile), files[0]];
    if (sound !== undefined) onSound(sound);
    else if (file !== undefined) onText(file);
  });
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true;
}

import { Scope } from '../std/scope.ts';

/** Browsers read the blob some time after the click; a minute is ample. */
const KEEP_MS = 60_000;

/** Where a file goes; chosen before the file is made, since browsers ask only shortly after a click. */
export interface SaveTarget {
  /** What it is called in the end. */
  readonly fileName: string;
  write(blob: Blob): Promise<void>;
}

/** The part of the File System Access API that is used; Chromium alone has it. */
type ShowSaveFilePicker = (options: {
  readonly suggestedName: string;
  readonly types: readonly { readonly accept: Readonly<Record<string, readonly string[]>> }[];
}) => Promise<{
  readonly name: string;
  createWritable(): Promise<{ write(data: Blob): Promise<void>; close(): Promise<void> }>;
}>;

/** Asks where to save if the browser can, else takes the downloads folder. Null if the user cancelled. */
export async function openSaveTarget(fileName: string, mediaType: string): Promise<SaveTarget | null> {
  const { showSaveFilePicker: show } = globalThis as { readonly showSaveFilePicker?: ShowSaveFilePicker };
  const downloads: SaveTarget = {
    fileName,
    write: (blob) => {
      saveFile(blob, fileName);
      return Promise.resolve();
    },
  };
  if (show === undefined) return downloads;
  const extension = fileName.slice(fileName.lastIndexOf('.'));
  try {
    const handle = await show.call(globalThis, {
      suggestedName: fileName,
      types: [{ accept: { [mediaType]: [extension] } }],
    });
    return {
      fileName: handle.name,
      write: async (blob) => {
        const file = await handle.createWritable();
        await file.write(blob);
        await file.close();
      },
    };
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return null;
    // Frames and some settings forbid the dialog although the browser has it.
    return downloads;
  }
}

/** Hands a file to the browser's downloads under `name`. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  new Scope().timeout(() => URL.revokeObjectURL(url), KEEP_MS);
}

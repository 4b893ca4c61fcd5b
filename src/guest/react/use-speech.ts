import { useEffect, useState } from 'react';
import { installSpeech } from '../../page/install-speech.ts';
import type { SpeechOptions } from '../../page/speech-options.ts';
import type { Speech } from '../../page/start-speech.ts';

/** Whether speech is there yet. */
export type SpeechHook =
  | { readonly status: 'starting'; readonly speech: null; readonly error: null }
  | { readonly status: 'ready'; readonly speech: Speech; readonly error: null }
  | { readonly status: 'failed'; readonly speech: null; readonly error: Error };

const starting: SpeechHook = { status: 'starting', speech: null, error: null };

/** The speech of the page, which all components share; a failed start is tried again by the next component. */
let installing: Promise<Speech> | undefined;

function installOnce(options: SpeechOptions): Promise<Speech> {
  installing ??= installSpeech(options).catch((error: unknown) => {
    installing = undefined;
    throw error;
  });
  return installing;
}

/**
 * Installs Sotto once for the page, in the browser only, and reports when it is ready. The options of the first call
 * count.
 */
export function useSpeech(options: SpeechOptions = {}): SpeechHook {
  const [state, setState] = useState<SpeechHook>(starting);
  // The options of later renders change nothing.
  const [first] = useState(options);
  useEffect(() => {
    let isCurrent = true;
    const set = (next: SpeechHook): void => {
      if (isCurrent) setState(next);
    };
    installOnce(first).then(
      (speech) => set({ status: 'ready', speech, error: null }),
      (error: unknown) => {
        set({
          status: 'failed',
          speech: null,
          error: error instanceof Error ? error : new Error(String(error)),
        });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [first]);
  return state;
}

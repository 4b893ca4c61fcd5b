import { useEffect, useState } from 'react';
import type { SpeechOptions } from '../../page/speech-options.ts';
import type { Speech } from '../../page/start-speech.ts';
import { sharePageSpeech } from '../page-speech.ts';

/** Whether speech is there yet. */
export type SpeechHook =
  | { readonly status: 'starting'; readonly speech: null; readonly error: null }
  | { readonly status: 'ready'; readonly speech: Speech; readonly error: null }
  | { readonly status: 'failed'; readonly speech: null; readonly error: Error };

/** Returns the speech of the page. Throws what kept it from being there, or, before that is known, that it is not ready. */
export function requireSpeech(hook: SpeechHook): Speech {
  if (hook.status === 'failed') throw hook.error;
  if (hook.status === 'ready') return hook.speech;
  throw new Error('Sotto is not ready yet; wait until the status is no longer `starting`.');
}

const starting: SpeechHook = { status: 'starting', speech: null, error: null };

/**
 * Installs Sotto once for the page, in the browser only, and reports when it is ready. The options of the first component that
 * is rendered count: those of a parent before those of its children, also where these call `useTake`.
 */
export function useSpeech(options: SpeechOptions = {}): SpeechHook {
  const [state, setState] = useState<SpeechHook>(starting);
  // Effects would run in the children first. The options of later renders change nothing.
  const [installing] = useState(() => (typeof document === 'undefined' ? null : sharePageSpeech(options)));
  useEffect(() => {
    let isCurrent = true;
    const set = (next: SpeechHook): void => {
      if (isCurrent) setState(next);
    };
    installing?.then(
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
  }, [installing]);
  return state;
}

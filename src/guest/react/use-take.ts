import { useCallback, useEffect, useRef, useState } from 'react';
import { isAbortError } from '../../std/abort.ts';
import type { StreamedWord } from '../../page/stream/speak-chunk.ts';
import type { SpeechStream } from '../../page/stream/speech-stream.ts';
import type { StreamOptions } from '../../page/stream/stream-options.ts';
import type { TextSource } from '../../page/stream/text-source.ts';
import { useSpeech } from './use-speech.ts';

/** What is spoken now, and what can be done with it. */
export interface TakeHook {
  readonly status: 'starting' | 'idle' | 'playing' | 'paused' | 'failed';
  /** The word that is heard: its place in the text. */
  readonly word: StreamedWord | null;
  readonly error: Error | null;
  /** Speaks a text, which may still be written; ends what is spoken now. Resolves when all was heard. */
  readonly play: (source: TextSource) => Promise<void>;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Falls silent; resolves to how many characters of the text were heard. */
  readonly stop: () => Promise<number>;
}

interface Playing {
  readonly status: 'idle' | 'playing' | 'paused' | 'failed';
  readonly word: StreamedWord | null;
  readonly error: Error | null;
}

const idle: Playing = { status: 'idle', word: null, error: null };

/** Speaks one text at a time; falls silent when the component goes. */
export function useTake(options: StreamOptions = {}): TakeHook {
  const { speech, status, error } = useSpeech();
  const [playing, setPlaying] = useState<Playing>(idle);
  const current = useRef<SpeechStream | null>(null);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  const stop = useCallback(async (): Promise<number> => {
    const stream = current.current;
    current.current = null;
    setPlaying(idle);
    return stream === null ? 0 : stream.interrupt();
  }, []);

  const play = useCallback(
    async (source: TextSource): Promise<void> => {
      if (speech === null)
        throw new Error('Sotto is not ready yet; wait until the status is no longer `starting`.');
      void current.current?.interrupt();
      const stream = speech.stream(source, latest.current);
      current.current = stream;
      const set = (next: Playing): void => {
        if (current.current === stream) setPlaying(next);
      };
      set({ status: 'playing', word: null, error: null });
      try {
        await stream.play({ onWord: (word) => set({ status: 'playing', word, error: null }) });
        set(idle);
      } catch (failure) {
        set(isAbortError(failure) ? idle : { status: 'failed', word: null, error: failure as Error });
      }
    },
    [speech],
  );

  const move = useCallback((to: 'paused' | 'playing'): void => {
    if (current.current === null) return;
    if (to === 'paused') current.current.pause();
    else current.current.resume();
    setPlaying((before) => (before.status === 'idle' ? before : { ...before, status: to }));
  }, []);

  useEffect(() => () => void current.current?.interrupt(), []);
  const pause = useCallback(() => move('paused'), [move]);
  const resume = useCallback(() => move('playing'), [move]);
  const shown = status === 'ready' ? playing : { status, word: null, error };
  return { ...shown, play, pause, resume, stop };
}

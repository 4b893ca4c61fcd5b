import { useCallback, useEffect, useRef, useState } from 'react';
import type { StreamedWord } from '../../page/stream/speak-chunk.ts';
import type { SpeechStream } from '../../page/stream/speech-stream.ts';
import type { StreamOptions } from '../../page/stream/stream-options.ts';
import type { TextSource } from '../../page/stream/text-source.ts';
import { begun, fail, idle, move, reachWord, type TakeState } from './take-state.ts';
import { requireSpeech, useSpeech } from './use-speech.ts';

/** What is spoken now, and what can be done with it. */
export interface TakeHook {
  readonly status: 'starting' | TakeState['status'];
  /** The word that is heard: its place in the text. */
  readonly word: StreamedWord | null;
  readonly error: Error | null;
  /**
   * Speaks a text, which may still be written; ends what is spoken now. Resolves when all was heard; rejects where
   * Sotto is not there.
   */
  readonly play: (source: TextSource) => Promise<void>;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Falls silent; resolves to how many characters of the text were heard. */
  readonly stop: () => Promise<number>;
}

/** Speaks one text at a time; falls silent when the component goes. */
export function useTake(options: StreamOptions = {}): TakeHook {
  const page = useSpeech();
  const { status, error } = page;
  const [playing, setPlaying] = useState<TakeState>(idle);
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
      const speech = requireSpeech(page);
      void current.current?.interrupt();
      const stream = speech.stream(source, latest.current);
      current.current = stream;
      const set = (next: (before: TakeState) => TakeState): void => {
        if (current.current === stream) setPlaying(next);
      };
      set(() => begun);
      try {
        await stream.play({ onWord: (word) => set((before) => reachWord(before, word)) });
        set(() => idle);
      } catch (failure) {
        set(() => fail(failure));
      }
    },
    [page],
  );

  const moveTo = useCallback((to: 'paused' | 'playing'): void => {
    if (to === 'paused') current.current?.pause();
    else current.current?.resume();
    setPlaying((before) => move(before, to));
  }, []);

  useEffect(() => () => void current.current?.interrupt(), []);
  const pause = useCallback(() => moveTo('paused'), [moveTo]);
  const resume = useCallback(() => moveTo('playing'), [moveTo]);
  const shown = status === 'ready' ? playing : { status, word: null, error };
  return { ...shown, play, pause, resume, stop };
}

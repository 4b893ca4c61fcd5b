import { useEffect, useState } from 'react';
import type { ReadingRequest } from '../../../contract/request.ts';
import { parseVoice } from '../../../contract/parse-voice.ts';
import type { ReadWord } from '../../../contract/text-reading.ts';
import { toVoiceLanguage } from '../../../contract/voices.ts';
import { isAbortError } from '../../../std/abort.ts';
import { findCastVoice } from '../../../text/formats/read-cast.ts';
import type { TextSlice } from '../../../text/sentences/slice.ts';
import { useAppState, useServices, useStore } from '../../store/app-context.ts';
import { toProblem, type Problem } from '../../store/problem.ts';
import { toReading } from '../../store/reading.ts';
import type { AppState } from '../../store/state.ts';

/** So much of the line around a word says how it is meant. */
const CONTEXT = 200;

/** How a word of the text is said; null until that is known. */
export type WordReading = { readonly words: readonly ReadWord[] } | { readonly problem: Problem };

/** Uses how a word of the text is said, with the lexicon as it is. */
export function useReadWord(word: TextSlice): WordReading | null {
  const store = useStore();
  const { speech } = useServices();
  const lexicon = useAppState((state) => state.lexicon);
  const [reading, setReading] = useState<WordReading | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const { request, start } = toContext(store.getState(), word);
    speech.readText(request, controller.signal).then(
      (words) => {
        const said = words.filter((one) => one.end > word.start - start && one.start < word.end - start);
        if (!controller.signal.aborted) setReading({ words: said });
      },
      (error: unknown) => {
        if (controller.signal.aborted || isAbortError(error)) return;
        const problem = toProblem(error);
        setReading(problem.code === 'no_speakable_text' ? { words: [] } : { problem });
      },
    );
    return () => controller.abort();
    // What the lexicon says is part of the answer.
  }, [store, speech, word, lexicon]);
  return reading;
}

/** Asks for the line that the word stands in, as it would be spoken. */
function toContext(
  state: AppState,
  word: TextSlice,
): { readonly request: ReadingRequest; readonly start: number } {
  const { text, settings } = state;
  const { format, hasTags, cast } = toReading(state);
  const lineStart = text.lastIndexOf('\n', word.start - 1) + 1;
  const lineEnd = text.indexOf('\n', word.end);
  const start = toSpace(text, Math.max(lineStart, word.start - CONTEXT), word.start);
  const end = Math.min(lineEnd < 0 ? text.length : lineEnd, word.end + CONTEXT);
  const own = cast === null ? null : findCastVoice(text, cast, word.start);
  const voice = own ?? parseVoice(settings.voice);
  const request = {
    text: text.slice(start, end),
    voice,
    language: toVoiceLanguage(voice),
    speed: 1,
    format,
    hasTags,
  };
  return { request, start };
}

/** Moves a start in the midst of a line behind the next space, so that no word is cut. */
function toSpace(text: string, start: number, limit: number): number {
  if (start === 0 || text.charAt(start - 1) === '\n') return start;
  const space = text.indexOf(' ', start);
  return space < 0 || space >= limit ? start : space + 1;
}

import { useAppState } from './app-context.ts';
import type { Words } from '../words/words.ts';

/** Uses the words of the language that is shown. */
export function useWords(): Words {
  return useAppState((state) => state.words);
}

import type { Language } from '../../contract/language.ts';
import type { Script } from '../../contract/script.ts';
import type { TextSlice } from '../sentences/slice.ts';
import { alignWords } from './align-words.ts';
import { toComparedWords, toScriptWords, type ComparedWord } from './compared-words.ts';

/** A place where something else was heard than was said; empty where words were heard besides. */
export interface Difference extends TextSlice {
  /** What was heard there; empty where nothing was. */
  readonly heard: string;
}

/** How what was heard differs from what was said. */
export interface Comparison {
  /** Words that were said, numbers as they are spoken. */
  readonly wordCount: number;
  /** Words that were replaced, left out or added. */
  readonly errorCount: number;
  /** In order; offsets count in what was written. */
  readonly differences: readonly Difference[];
}

/** Compares what a script speaks with a text that was heard; case, punctuation and the way numbers are written do not count. */
export function compareScript(script: Script, heard: string, language: Language): Comparison {
  return compareWords(toScriptWords(script), { text: heard, words: toComparedWords(heard, language) });
}

/** Compares a text that was said with one that was heard, as `compareScript` does. */
export function compareTexts(said: string, heard: string, language: Language): Comparison {
  return compareWords(toComparedWords(said, language), {
    text: heard,
    words: toComparedWords(heard, language),
  });
}

interface HeardText {
  readonly text: string;
  readonly words: readonly ComparedWord[];
}

function compareWords(said: readonly ComparedWord[], heard: HeardText): Comparison {
  const pairs = alignWords(
    said.map(({ key }) => key),
    heard.words.map(({ key }) => key),
  );
  const differences: Difference[] = [];
  let errorCount = 0;
  let end = 0;
  let open: { readonly said: ComparedWord[]; readonly heard: ComparedWord[] } = { said: [], heard: [] };
  const close = (): void => {
    const [first, last] = [open.said[0], open.said.at(-1)];
    if (open.said.length + open.heard.length > 0) {
      const place = { start: first?.start ?? end, end: last?.end ?? end };
      differences.push({ ...place, heard: toWritten(heard.text, open.heard) });
    }
    end = last?.end ?? end;
    open = { said: [], heard: [] };
  };
  for (const pair of pairs) {
    const [word, other] = [said[pair.said ?? -1], heard.words[pair.heard ?? -1]];
    if (word !== undefined && word.key === other?.key) {
      close();
      end = word.end;
      continue;
    }
    errorCount += 1;
    if (word !== undefined) open.said.push(word);
    if (other !== undefined) open.heard.push(other);
  }
  close();
  return { wordCount: said.length, errorCount, differences };
}

function toWritten(text: string, words: readonly ComparedWord[]): string {
  const [first, last] = [words[0], words.at(-1)];
  return first === undefined || last === undefined ? '' : text.slice(first.start, last.end);
}

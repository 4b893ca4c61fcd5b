import type { Tensor } from 'onnxruntime-web';
import type { HeardWord, HearingTask } from '../../../contract/hearing.ts';
import type { WhisperNetwork } from '../network/network.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { toAttentionMatrix } from './attention-matrix.ts';
import { splitWords, type TokenWord } from './split-words.ts';
import { warpTime } from './warp-time.ts';

/** A text whose words are to be found in the sound. */
export interface Alignment {
  readonly network: WhisperNetwork;
  readonly vocabulary: Vocabulary;
  readonly hidden: Tensor;
  readonly language: string;
  readonly task: HearingTask;
  readonly seconds: number;
}

/** Positions a second of what the encoder gives. */
const POSITIONS_PER_SECOND = 50;
/** The decoder looks at a word this long before it is heard: the median over a sentence that Kokoro spoke. */
const LEAD_SECONDS = 0.1;
/** The tokens before the text: start, language, task. Their rows follow no word. */
const FIRST_ROW = 3;

/**
 * Finds when each word of each text is said, by where the decoder looks while it predicts the word's tokens. A row of
 * attention belongs to the token that it predicts, which is the next one. Estimated by length where the export does not
 * show its attention. The texts follow one another in one sound.
 */
export async function alignWords(
  texts: readonly (readonly number[])[],
  alignment: Alignment,
): Promise<readonly (readonly HeardWord[])[]> {
  const { vocabulary, language } = alignment;
  const splits = texts.map((tokenIds) => splitWords(tokenIds, vocabulary, language));
  const starts = await findStarts(texts.flat(), alignment);
  let token = 0;
  return splits.map((words) =>
    words.map((word) => {
      const from = token;
      token += word.tokenCount;
      return toWord(word, { start: starts[from] ?? 0, end: starts[token] ?? alignment.seconds });
    }),
  );
}

function toWord(
  { text }: TokenWord,
  { start, end }: { readonly start: number; readonly end: number },
): HeardWord {
  return { text, start, end: Math.max(start, end) };
}

/** When each token begins, and the end of the text after them, in seconds. */
async function findStarts(tokenIds: readonly number[], alignment: Alignment): Promise<readonly number[]> {
  const { network, vocabulary, hidden, language, task, seconds } = alignment;
  const { start, languages, noTimestamps, endOfText, alignmentHeads, ...special } = vocabulary.special;
  const languageId = languages.get(language) ?? 0;
  const sequence = [start, languageId, special[task], noTimestamps, ...tokenIds, endOfText];
  const layers = [...new Set(alignmentHeads.map(([layer]) => layer))];
  const attentions = layers.length === 0 ? [] : await network.attend(hidden, sequence, layers);
  if (attentions.length === 0) {
    return Array.from({ length: tokenIds.length + 1 }, (_, index) => (index * seconds) / tokenIds.length);
  }
  const columnCount = Math.max(1, Math.min(1500, Math.floor(seconds * POSITIONS_PER_SECOND)));
  const { rowCount, values } = toAttentionMatrix(attentions, alignmentHeads, columnCount);
  const matrix = {
    rowCount: rowCount - FIRST_ROW - 1,
    columnCount,
    values: values.subarray(FIRST_ROW * columnCount, (rowCount - 1) * columnCount),
  };
  const times = warpTime(matrix).map((column) => column / POSITIONS_PER_SECOND + LEAD_SECONDS);
  return times.map((time) => Math.min(time, seconds));
}

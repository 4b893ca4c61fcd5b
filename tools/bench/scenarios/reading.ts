import { median } from '../../../src/benchmark/statistics.ts';
import { benchmarkTexts } from '../../../src/benchmark/texts.ts';
import { DEFAULT_NORMALIZATION } from '../../../src/contract/normalization.ts';
import { readSentence } from '../../../src/text/reading/read-sentence.ts';
import { splitSentences } from '../../../src/text/sentences/split-sentences.ts';
import type { ReadingFigures } from '../report.ts';

const ROUNDS = 30;
const WARM_UP_ROUNDS = 30;
const LANGUAGE = 'en-us';

/** Plain prose, and as much that is full of what has to be read as words. */
const text = [
  benchmarkTexts.tokens400.text,
  'On Jan. 5, 2024 at 3:05 p.m. Dr. Smith paid $1,234.50 for 2.5 kg of saffron, i.e. about 15% more than in 2019–20. ' +
    'Call +1 (555) 010-4477 or write to ann@example.org; see https://example.org/prices/2024 for more. ' +
    'At -12.5 °C the 1/2 in. pipe froze, and 1,425,671 people saw it, No. 7 of Ch. IV says.',
].join('\n\n');

/** Times how long it takes to split a text into sentences and read these into words, here in Node. */
export function measureReading(): ReadingFigures {
  const times: number[] = [];
  let letters = 0;
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1) {
    const startedMs = performance.now();
    letters = readAll();
    if (round >= WARM_UP_ROUNDS) times.push(performance.now() - startedMs);
  }
  return { ms: median(times), letters };
}

/** Returns how many letters are spoken, which is about how many tokens there are. */
function readAll(): number {
  let letters = 0;
  for (const sentence of splitSentences(text, LANGUAGE)) {
    const options = { language: LANGUAGE, normalization: DEFAULT_NORMALIZATION } as const;
    letters += readSentence(text, sentence, options).size;
  }
  return letters;
}

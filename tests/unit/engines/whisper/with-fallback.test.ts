import { expect, it } from 'vitest';
import { decodeWithFallback } from '../../../../src/engines/whisper/decoding/with-fallback.ts';
import type { DecoderState, WhisperNetwork } from '../../../../src/engines/whisper/network/network.ts';
import { Vocabulary } from '../../../../src/engines/whisper/text/vocabulary.ts';
import { createVocabularyFiles } from '../../../../tools/tone-listener/vocabulary-files.ts';

const files = createVocabularyFiles();
const text = (name: string): string => files[name] ?? '';
const vocabulary = new Vocabulary({
  tokenizer: text('tokenizer.json'),
  tokenizerConfig: text('tokenizer_config.json'),
  generationConfig: text('generation_config.json'),
});
const { endOfText, timestampBegin } = vocabulary.special;
const TEXT_TOKENS = 3;
const LIKELIEST = 5;

/** A timestamp, three tokens of which the likeliest is not likely, and the end. */
function toState(position: number): DecoderState {
  const logits = new Float32Array(timestampBegin + 1501).fill(-1e9);
  if (position === 0) logits[timestampBegin] = 0;
  else if (position > TEXT_TOKENS) logits[endOfText] = 0;
  else logits.fill(0, LIKELIEST, LIKELIEST + 26)[LIKELIEST] = 1.5;
  return { logits, cache: {}, tokenCount: 3 + position };
}

it('of texts that are all doubtful, the likeliest is written down', async () => {
  let position = 0;
  const network = {
    step: () => Promise.resolve(toState((position = (position % (TEXT_TOKENS + 1)) + 1))),
  } as unknown as WhisperNetwork;
  const start = { network, vocabulary, language: 'en', state: toState(0), random: () => 0.99 };
  const options = { temperature: null, noSpeechProbability: 0 };
  const decoded = await decodeWithFallback(start, options, new AbortController().signal);
  expect(decoded.temperature).toBe(0);
  expect(decoded.averageLogprob).toBeLessThan(-1);
  expect(decoded.tokens.map(({ id }) => id)).toEqual([timestampBegin, LIKELIEST, LIKELIEST, LIKELIEST]);
  expect(position).toBe(TEXT_TOKENS + 1);
});

it('a text that never ends, behind the longest prompt, stays within what the decoder can read', async () => {
  const toLoop = (tokenCount: number): DecoderState => ({ ...toState(1), tokenCount });
  const network = {
    step: ({ tokenCount }: DecoderState) =>
      tokenCount < 448 ? Promise.resolve(toLoop(tokenCount + 1)) : Promise.reject(new RangeError('448')),
  } as unknown as WhisperNetwork;
  const decode = async (tokenCount: number): Promise<number> => {
    const state = { ...toState(0), tokenCount };
    const start = { network, vocabulary, language: 'en', state, random: () => 0.5 };
    const options = { temperature: 1, noSpeechProbability: 0 };
    return (await decodeWithFallback(start, options, new AbortController().signal)).tokens.length;
  };
  expect([await decode(1 + 223 + 3), await decode(3)]).toEqual([221, 224]);
});

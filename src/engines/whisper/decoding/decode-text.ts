import { zlibSync } from 'fflate';
import { nextTurn } from '../../../std/next-turn.ts';
import { MAX_POSITIONS, type DecoderState, type WhisperNetwork } from '../network/network.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import { chooseToken, type ChosenToken } from './choose-token.ts';
import { applyTokenRules } from './token-rules.ts';

/** A text of one window, and how good it is. */
export interface DecodedText {
  /** Timestamps included, the end left out. */
  readonly tokens: readonly ChosenToken[];
  readonly text: string;
  readonly temperature: number;
  readonly averageLogprob: number;
  readonly compressionRatio: number;
}

/** Where a text begins, and what it is made with. */
export interface DecodeStart {
  readonly network: WhisperNetwork;
  readonly vocabulary: Vocabulary;
  /** The code of the language that is written. */
  readonly language: string;
  /** After the last token that is given. */
  readonly state: DecoderState;
  readonly random: () => number;
}

/** Half of what the decoder can read. */
const MAX_TOKENS = 224;

/** Writes down a window at one temperature, token by token. Rejects with the reason of `signal` between two tokens. */
export async function decodeText(
  { network, vocabulary, language, state: begin, random }: DecodeStart,
  temperature: number,
  signal: AbortSignal,
): Promise<DecodedText> {
  const { special } = vocabulary;
  const foreign = vocabulary.listForeign(language);
  const tokens: ChosenToken[] = [];
  let state = begin;
  let sum = 0;
  // A long prompt leaves less than half.
  const maxTokens = Math.min(MAX_TOKENS, MAX_POSITIONS - begin.tokenCount);
  while (tokens.length < maxTokens) {
    const logits = state.logits.slice();
    for (const id of foreign) logits[id] = -Infinity;
    const ids = tokens.map(({ id }) => id);
    applyTokenRules(logits, ids, special);
    const chosen = chooseToken(logits, temperature, random);
    sum += chosen.logprob;
    if (chosen.id === special.endOfText) break;
    tokens.push(chosen);
    // Lets the message in that calls this off.
    await nextTurn();
    signal.throwIfAborted();
    state = await network.step(state, chosen.id);
  }
  const text = vocabulary.decode(tokens.map(({ id }) => id));
  return {
    ...{ tokens, text, temperature },
    averageLogprob: sum / (tokens.length + 1),
    compressionRatio: toCompressionRatio(text),
  };
}

/** Returns how well a text can be compressed: one that repeats itself gives a high ratio. */
function toCompressionRatio(text: string): number {
  const bytes = new TextEncoder().encode(text);
  return bytes.length === 0 ? 0 : bytes.length / zlibSync(bytes).length;
}

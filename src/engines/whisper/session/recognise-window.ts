import type { Tensor } from 'onnxruntime-web';
import {
  HEARING_RATE,
  type HeardSegment,
  type HeardWindow,
  type HearingJob,
} from '../../../contract/hearing.ts';
import { SpeechError } from '../../../contract/errors.ts';
import { nextTurn } from '../../../std/next-turn.ts';
import { createSeededRandom, toProbability, type ChosenToken } from '../decoding/choose-token.ts';
import { alignWords } from '../alignment/align-words.ts';
import type { DecodedText } from '../decoding/decode-text.ts';
import { toSpans, type TokenSpan } from '../decoding/to-segments.ts';
import { decodeWithFallback } from '../decoding/with-fallback.ts';
import type { LogMel } from '../mel/log-mel.ts';
import type { Vocabulary } from '../text/vocabulary.ts';
import type { DecoderState, WhisperNetwork } from '../network/network.ts';

/** The parts of one Whisper model that a window passes through; `melCount` is the number of its mel bands. */
export interface WindowParts {
  readonly network: WhisperNetwork;
  readonly vocabulary: Vocabulary;
  readonly mel: LogMel;
  readonly melCount: number;
}

/** The decoder before its first word. */
interface Beginning {
  readonly state: DecoderState;
  readonly language: string;
  readonly noSpeechProbability: number;
}

/** One more than half of what the decoder can read is left to the text. */
const MAX_PROMPT_TOKENS = 223;

/** Plain sentences, where no prompt is given: small models doubt Hindi in its own letters until they have seen some. */
const scriptPrompts: ReadonlyMap<string, string> = new Map([['hi', 'नमस्ते, आप कैसे हैं? आज हम बात करेंगे।']]);

/** Writes down at most 30 s. Rejects with the reason of `signal` between two steps. */
export async function recogniseWindow(
  parts: WindowParts,
  job: HearingJob,
  signal: AbortSignal,
): Promise<HeardWindow> {
  const { network, vocabulary } = parts;
  await nextTurn();
  signal.throwIfAborted();
  const hidden = await network.encode(parts.mel.compute(job.samples), parts.melCount);
  const prompt = toPrompt(vocabulary, job);
  await nextTurn();
  signal.throwIfAborted();
  const { state, language, noSpeechProbability } = await begin(parts, { hidden, prompt, job });
  const decoded = await decodeWithFallback(
    { network, vocabulary, language, state, random: createSeededRandom(job.samples) },
    { temperature: job.temperature, noSpeechProbability },
    signal,
  );
  const seconds = job.samples.length / HEARING_RATE;
  const { spans, heardSeconds } = toSpans(decoded.tokens, vocabulary.special.timestampBegin, seconds);
  const segments = spans.flatMap((span) => toSegment(span, { decoded, vocabulary, noSpeechProbability }));
  const promptTokenCount = job.prompt.trim() === '' ? 0 : prompt.length;
  if (!job.hasWords || segments.length === 0) return { language, segments, heardSeconds, promptTokenCount };
  await nextTurn();
  signal.throwIfAborted();
  const texts = segments.map(({ tokenIds }) => tokenIds.filter((id) => id < vocabulary.special.endOfText));
  const words = await alignWords(texts, { network, vocabulary, hidden, language, task: job.task, seconds });
  const timed = segments.map((segment, index) => ({ ...segment, words: words[index] ?? [] }));
  return { language, segments: timed, heardSeconds, promptTokenCount };
}

interface SegmentContext {
  readonly decoded: DecodedText;
  readonly vocabulary: Vocabulary;
  readonly noSpeechProbability: number;
}

/** None for a span without text, or without length. */
function toSegment(
  span: TokenSpan,
  { decoded, vocabulary, noSpeechProbability }: SegmentContext,
): readonly HeardSegment[] {
  const { start, end } = span;
  const tokenIds = span.tokens.map(({ id }) => id);
  const text = vocabulary.decode(tokenIds);
  if (text.trim() === '' || end <= start) return [];
  const { temperature, averageLogprob, compressionRatio } = decoded;
  return [
    {
      ...{ start, end, text, tokenIds, temperature, averageLogprob, compressionRatio, noSpeechProbability },
      tokens: toTextTokens(span, vocabulary),
      words: [],
    },
  ];
}

function toPrompt(vocabulary: Vocabulary, { prompt, language, task }: HearingJob): readonly number[] {
  const own = task === 'transcribe' ? (scriptPrompts.get(language ?? '') ?? '') : '';
  const text = prompt.trim() === '' ? own : prompt.trim();
  return text === '' ? [] : vocabulary.encode(` ${text}`).slice(-MAX_PROMPT_TOKENS);
}

/** Reads the prompt, the language and the task; finds the language out where none is given. */
async function begin(
  { network, vocabulary }: WindowParts,
  {
    hidden,
    prompt,
    job,
  }: { readonly hidden: Tensor; readonly prompt: readonly number[]; readonly job: HearingJob },
): Promise<Beginning> {
  const { special } = vocabulary;
  const plain =
    prompt.length === 0 || job.language === null ? await network.begin(hidden, [special.start]) : null;
  const language =
    job.language ?? findLanguage(plain?.logits ?? new Float32Array(), vocabulary, job.languages);
  const languageId = special.languages.get(language);
  if (languageId === undefined) {
    const message = `The speech-to-text model does not know the language '${language}'.`;
    throw new SpeechError('invalid_value', message, { param: 'language' });
  }
  const started =
    prompt.length === 0 && plain !== null
      ? plain
      : await network.begin(hidden, [special.startOfPrevious, ...prompt, special.start]);
  const noSpeechProbability = toProbability(started.logits, special.noSpeech);
  const inLanguage = await network.step(started, languageId);
  const state = await network.step(inLanguage, special[job.task]);
  return { state, language, noSpeechProbability };
}

/** The likeliest language of those allowed. */
function findLanguage(logits: Float32Array, { special }: Vocabulary, allowed: readonly string[]): string {
  let [best, highest] = ['en', -Infinity];
  for (const [code, id] of special.languages) {
    const isAllowed = allowed.length === 0 || allowed.includes(code);
    const value = logits[id] ?? -Infinity;
    if (isAllowed && value > highest) [best, highest] = [code, value];
  }
  return best;
}

function toTextTokens({ tokens }: TokenSpan, vocabulary: Vocabulary): HeardSegment['tokens'] {
  const isText = ({ id }: ChosenToken): boolean => id < vocabulary.special.endOfText;
  return tokens.filter(isText).map(({ id, logprob }) => ({ bytes: vocabulary.toBytes(id), logprob }));
}

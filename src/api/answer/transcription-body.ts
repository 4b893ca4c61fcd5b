import { HOP_SECONDS, type HeardSegment, type HeardToken } from '../../contract/hearing.ts';
import { toSrt, toVtt, type Caption } from '../../text/timing/captions.ts';
import type { TranscriptionCall } from '../request/parse-transcription-call.ts';
import { toCues } from './to-cues.ts';
import type { Transcript } from './transcript.ts';

/** A whole answer. */
export interface TranscriptionBody {
  readonly contentType: string;
  readonly text: string;
}

const PLAIN = 'text/plain; charset=utf-8';
/** How many tokens a second of sound costs, in OpenAI's account of it. */
const TOKENS_PER_SECOND = 10;

/** Writes what was heard in the format that was asked for. */
export function toTranscriptionBody(call: TranscriptionCall, transcript: Transcript): TranscriptionBody {
  switch (call.format) {
    case 'text':
      return { contentType: PLAIN, text: `${transcript.text}\n` };
    case 'srt':
      return { contentType: PLAIN, text: toSrtBody(toCues(transcript.segments)) };
    case 'vtt':
      return { contentType: PLAIN, text: toVttBody(toCues(transcript.segments)) };
    case 'verbose_json':
      return toJson(toVerbose(call, transcript));
    case 'diarized_json':
      return toJson(toDiarized(call, transcript));
    case 'json':
      return toJson(toPlain(call, transcript));
  }
}

/** Says what the request cost: OpenAI counts seconds for Whisper, and tokens for its other models. */
export function toUsage(call: TranscriptionCall, transcript: Transcript): object {
  if (call.modelName.toLowerCase().startsWith('gpt-')) return toTokenUsage(transcript);
  return { type: 'duration', seconds: Math.ceil(transcript.durationSeconds) };
}

/** Says what the request cost, in tokens. */
export function toTokenUsage({ durationSeconds, promptTokenCount, tokens }: Transcript): object {
  const audioTokens = Math.ceil(durationSeconds * TOKENS_PER_SECOND);
  const inputTokens = audioTokens + promptTokenCount;
  return {
    type: 'tokens',
    input_tokens: inputTokens,
    input_token_details: { text_tokens: promptTokenCount, audio_tokens: audioTokens },
    output_tokens: tokens.length,
    total_tokens: inputTokens + tokens.length,
  };
}

/** Writes tokens as OpenAI does; a token may be half a character, so its bytes count. */
export function toLogprobs(tokens: readonly HeardToken[]): readonly object[] {
  return tokens.map(({ bytes, logprob }) => ({
    token: new TextDecoder().decode(Uint8Array.from(bytes)),
    logprob,
    bytes,
  }));
}

/** Writes what each speaker said in one go, as OpenAI does. */
export function toDiarizedSegments({ spoken }: Transcript): readonly object[] {
  return (spoken?.turns ?? []).map(({ text, speaker, start, end }, index) => ({
    type: 'transcript.text.segment',
    ...{ id: `seg_${index}`, start: round(start), end: round(end), text, speaker },
  }));
}

function toDiarized(call: TranscriptionCall, transcript: Transcript): object {
  return {
    task: call.listen.task,
    duration: round(transcript.durationSeconds),
    text: transcript.text,
    segments: toDiarizedSegments(transcript),
    ...toUnclear(transcript),
    usage: toUsage(call, transcript),
  };
}

function toPlain(call: TranscriptionCall, transcript: Transcript): object {
  return {
    text: transcript.text,
    ...(call.hasLogprobs ? { logprobs: toLogprobs(transcript.tokens) } : {}),
    ...(call.hasLanguages ? { languages: [{ code: transcript.language }] } : {}),
    ...toUnclear(transcript),
    usage: toUsage(call, transcript),
  };
}

function toVerbose(call: TranscriptionCall, transcript: Transcript): object {
  const isTranslation = call.listen.task === 'translate';
  return {
    task: call.listen.task,
    language: isTranslation ? 'english' : transcript.languageName,
    duration: round(transcript.durationSeconds),
    text: transcript.text,
    ...(call.granularities.has('word') ? { words: toWordObjects(transcript) } : {}),
    ...(call.granularities.has('segment') ? { segments: toSegmentObjects(transcript) } : {}),
    ...toUnclear(transcript),
    usage: toUsage(call, transcript),
  };
}

/** Lists what was said but not made out, where there is any. */
function toUnclear({ unclear }: Transcript): object {
  if (unclear.length === 0) return {};
  return {
    unclear: unclear.map(({ start, end, averageLogprob }) => ({
      start: round(start),
      end: round(end),
      avg_logprob: averageLogprob,
    })),
  };
}

function toWordObjects({ segments, spoken }: Transcript): readonly object[] {
  return segments.flatMap(({ words }, segment) =>
    words.map((word, index) => ({
      ...toWordObject(word),
      ...toSpeaker(spoken?.wordSpeakers[segment]?.[index]),
    })),
  );
}

function toSegmentObjects({ segments, spoken }: Transcript): readonly object[] {
  return segments.map((segment, index) => ({
    ...toSegmentObject(segment, index),
    ...toSpeaker(findMostFrequent(spoken?.wordSpeakers[index] ?? [])),
  }));
}

function toSpeaker(speaker: string | undefined): object {
  return speaker === undefined ? {} : { speaker };
}

function findMostFrequent(names: readonly string[]): string | undefined {
  const count = (name: string): number => names.filter((other) => other === name).length;
  return [...new Set(names)].sort((a, b) => count(b) - count(a))[0];
}

/** Signs such as `$` and `+` are no punctuation, and some punctuation belongs to its word. */
const aroundWord = /^(?:(?![#@])[\p{P}\s])+|(?:(?![%‰])[\p{P}\s])+$/gu;

function toWordObject({ text, start, end }: HeardSegment['words'][number]): object {
  const bare = text.replace(aroundWord, '');
  return { word: bare === '' ? text.trim() : bare, start: round(start), end: round(end) };
}

function toSegmentObject(segment: HeardSegment, id: number): object {
  return {
    id,
    seek: Math.round(segment.start / HOP_SECONDS),
    start: round(segment.start),
    end: round(segment.end),
    text: segment.text,
    tokens: segment.tokenIds,
    temperature: segment.temperature,
    avg_logprob: segment.averageLogprob,
    compression_ratio: segment.compressionRatio,
    no_speech_prob: segment.noSpeechProbability,
  };
}

function toSrtBody(cues: readonly Caption[]): string {
  return cues.length === 0 ? '\n' : `${toSrt(cues)}\n\n`;
}

function toVttBody(cues: readonly Caption[]): string {
  return cues.length === 0 ? 'WEBVTT\n\n' : `${toVtt(cues)}\n\n`;
}

function toJson(body: object): TranscriptionBody {
  return { contentType: 'application/json', text: JSON.stringify(body) };
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

import {
  UnsupportedFunctionalityError,
  type Experimental_SpeechModelV4StreamOptions as StreamOptions,
  type Experimental_SpeechModelV4StreamPart as StreamPart,
  type Experimental_SpeechModelV4StreamResult as StreamResult,
  type Experimental_SpeechModelV4StreamTextPart as TextPart,
  type SharedV4Warning,
} from '@ai-sdk/provider';
import { SAMPLE_RATE } from '../../contract/audio.ts';
import type { SpeechStream } from '../../page/stream/speech-stream.ts';
import { toLanguage, warnOfOptions } from './call-options.ts';
import type { SottoApi } from './sotto-api.ts';

const audioFormat = { type: 'audio/pcm', rate: SAMPLE_RATE };

/** Speaks a text while it is written. The stream of text is released however the speech ends. */
export function streamSpeech(api: SottoApi, modelId: string, options: StreamOptions): Promise<StreamResult> {
  const { voice, speed, abortSignal } = options;
  const language = toLanguage(options.language);
  const speech = api.openStream(abortSignal)(options.text.pipeThrough(toTexts(voice)), {
    model: modelId,
    ...(voice === undefined ? {} : { voice }),
    ...(speed === undefined ? {} : { speed }),
    ...(language === undefined ? {} : { language }),
    ...(abortSignal === undefined ? {} : { signal: abortSignal }),
    ...options.providerOptions?.['sotto'],
  });
  const timestamp = new Date();
  const start: readonly StreamPart[] = [
    { type: 'stream-start', warnings: warnOfFormat(options) },
    { type: 'response-metadata', timestamp, modelId },
  ];
  return Promise.resolve({ stream: toStream(speech, start), response: { timestamp, modelId } });
}

function toStream(speech: SpeechStream, start: readonly StreamPart[]): ReadableStream<StreamPart> {
  const audio = speech.audio[Symbol.asyncIterator]();
  return new ReadableStream<StreamPart>(
    {
      start(controller) {
        for (const part of start) controller.enqueue(part);
      },
      async pull(controller) {
        const step = await audio.next();
        if (step.done !== true) {
          controller.enqueue({ type: 'audio', audio: toPcm16(step.value), audioFormat });
          return;
        }
        const inputCharacters = Array.from(speech.text).length;
        controller.enqueue({ type: 'finish', usage: { inputCharacters } });
        controller.close();
      },
      async cancel() {
        await audio.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/** A part in another voice fails the stream, as the AI SDK asks of those who speak in one. */
function toTexts(voice: string | undefined): TransformStream<TextPart, string> {
  return new TransformStream({
    transform(part, controller) {
      if (part.voice !== undefined && part.voice !== voice) {
        throw new UnsupportedFunctionalityError({
          functionality: 'another voice within one stream of speech',
        });
      }
      controller.enqueue(part.text);
    },
  });
}

function warnOfFormat(options: StreamOptions): SharedV4Warning[] {
  const warnings = warnOfOptions(options);
  const { type = audioFormat.type, rate = SAMPLE_RATE } = options.outputFormat ?? {};
  if (type === audioFormat.type && rate === SAMPLE_RATE) return warnings;
  const details = `Sotto streams ${audioFormat.type} at ${SAMPLE_RATE} Hz.`;
  return [...warnings, { type: 'unsupported', feature: 'outputFormat', details }];
}

/** Converts samples to signed 16 bit, little endian. */
function toPcm16(samples: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(samples.length * 2));
  for (const [index, sample] of samples.entries()) {
    view.setInt16(index * 2, Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))), true);
  }
  return new Uint8Array(view.buffer);
}

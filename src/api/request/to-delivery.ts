import type { AudioFormat } from '../../contract/codec.ts';
import { SpeechError } from '../../contract/errors.ts';
import type { SpeechCall } from './speech-call.ts';

/** The fields that decide how an answer is sent; undefined where the request left them out. */
export interface DeliveryFields {
  readonly stream: boolean | undefined;
  readonly streamFormat: 'audio' | 'sse' | undefined;
  readonly format: AudioFormat | undefined;
  /** Whether the request went to one of Together's hosts, whose meaning of the fields differs. */
  readonly isTogether: boolean;
}

/** Chooses format and wrapping. The first matching rule wins; Together streams only `raw` (`invalid_value`). */
export function toDelivery(fields: DeliveryFields): Pick<SpeechCall, 'format' | 'delivery' | 'layout'> {
  const { stream, streamFormat, isTogether } = fields;
  const format = fields.format ?? toDefaultFormat(fields);
  if (streamFormat === 'sse') return { format, delivery: 'openai-sse', layout: 'streamed' };
  if (streamFormat === undefined && stream === true && (isTogether || format === 'raw')) {
    if (format !== 'raw') throw toStreamError(format);
    return { format, delivery: 'together-sse', layout: 'streamed' };
  }
  const isStreamed = stream ?? format !== 'wav';
  return { format, delivery: 'bytes', layout: isStreamed ? 'streamed' : 'complete' };
}

function toDefaultFormat({ isTogether, stream }: DeliveryFields): AudioFormat {
  if (!isTogether) return 'mp3';
  return stream === true ? 'raw' : 'wav';
}

function toStreamError(format: AudioFormat): SpeechError {
  return new SpeechError(
    'invalid_value',
    `Invalid value: '${format}'. Streaming supports the response format 'raw' only.`,
    { param: 'response_format' },
  );
}

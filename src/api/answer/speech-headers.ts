import { SAMPLE_RATE } from '../../contract/audio.ts';
import type { Codec } from '../../contract/codec.ts';
import { toVoiceName } from '../../contract/voices.ts';
import type { SpeechCall } from '../request/speech-call.ts';

/** The type of the body as a whole. */
function toContentType({ delivery, layout }: SpeechCall, codec: Codec): string {
  if (delivery === 'bytes') return codec.contentType;
  if (delivery !== 'captions') return 'text/event-stream; charset=utf-8';
  return layout === 'streamed' ? 'application/x-ndjson' : 'application/json';
}

/** Characters that a header cannot carry are written as in an address. */
function toHeaderText(warnings: readonly string[]): string {
  const text = warnings.join(' ').slice(0, 2_000).toWellFormed();
  return text.replace(/[^\x20-\x7e]/gu, (character) => encodeURIComponent(character));
}

/** The headers of an answer that are known before anything is spoken. */
export function toSpeechHeaders({
  call,
  codec,
}: {
  readonly call: SpeechCall;
  readonly codec: Codec;
}): Readonly<Record<string, string>> {
  const { request } = call;
  const warnings = request.script?.warnings ?? [];
  return {
    'content-type': toContentType(call, codec),
    'x-sample-rate': String(SAMPLE_RATE),
    'x-channels': '1',
    'x-bit-depth': '16',
    'x-kokoro-voice': toVoiceName(request.voice),
    'x-kokoro-language': request.language,
    ...(warnings.length === 0 ? {} : { 'x-sotto-warnings': toHeaderText(warnings) }),
  };
}

/** Every way in which a request can fail. `api/answer/error-response.ts` holds the HTTP status of each. */
export type SpeechErrorCode =
  // The request is at fault.
  | 'array_above_max_length'
  | 'audio_too_long'
  | 'audio_too_short'
  | 'cross_site_request'
  | 'decimal_above_max_value'
  | 'decimal_below_min_value'
  | 'invalid_json'
  | 'invalid_multipart'
  | 'invalid_type'
  | 'invalid_value'
  | 'method_not_supported'
  | 'missing_required_parameter'
  | 'model_not_found'
  | 'no_speakable_text'
  | 'request_too_large'
  | 'string_above_max_length'
  | 'string_below_min_length'
  | 'undecodable_audio'
  | 'unknown_url'
  | 'unsupported_content_type'
  | 'unsupported_format'
  | 'unsupported_parameter'
  | 'upload_too_large'
  // Sotto, the device or the network is at fault.
  | 'engine_unavailable'
  | 'model_corrupt'
  | 'model_loading'
  | 'model_unavailable'
  | 'queue_full'
  | 'storage_full'
  | 'synthesis_failed'
  | 'transcription_failed';

interface SpeechErrorOptions {
  /** The request field at fault. */
  readonly param?: string;
  /** The underlying error, for the log; it never reaches a response body. */
  readonly cause?: unknown;
}

/** An expected failure, with a message for the person who made the request. */
export class SpeechError extends Error {
  override readonly name = 'SpeechError';
  readonly code: SpeechErrorCode;
  readonly param: string | null;

  constructor(code: SpeechErrorCode, message: string, options: SpeechErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.param = options.param ?? null;
  }
}

/** Wraps what was thrown unless it already is a `SpeechError`; an abort passes through untouched. */
export function toSpeechError(error: unknown, code: SpeechErrorCode, message: string): Error {
  if (error instanceof SpeechError) return error;
  if (error instanceof Error && error.name === 'AbortError') return error;
  return new SpeechError(code, message, { cause: error });
}

/** Creates the error for a text of which nothing can be spoken; `reason` is a sentence. */
export function createSilenceError(param = 'input', reason = ''): SpeechError {
  const message = `Nothing in '${param}' can be spoken. ${reason}`.trimEnd();
  return new SpeechError('no_speakable_text', message, { param });
}

import { SpeechError, toSpeechError, type SpeechErrorCode } from '../../contract/errors.ts';
import { toJsonResponse } from './response-headers.ts';

type ErrorType = 'invalid_request_error' | 'rate_limit_error' | 'server_error';

interface ErrorRule {
  readonly status: number;
  readonly type: ErrorType;
  /** Advice that the official SDKs follow: when to try again, or that there is no use. */
  readonly headers?: Readonly<Record<string, string>>;
  /** OpenAI answers these with a null code. */
  readonly hasNoCode?: true;
}

/** The body of every error answer; all four keys are always present. */
export interface ErrorBody {
  readonly error: {
    readonly message: string;
    readonly type: ErrorType;
    readonly param: string | null;
    readonly code: SpeechErrorCode | null;
  };
}

const never = { 'x-should-retry': 'false' };
const badRequest: ErrorRule = { status: 400, type: 'invalid_request_error' };
const notFound: ErrorRule = { status: 404, type: 'invalid_request_error' };
const outOfService: ErrorRule = { status: 503, type: 'server_error', headers: never };

const rules: Readonly<Record<SpeechErrorCode, ErrorRule>> = {
  array_above_max_length: badRequest,
  audio_too_long: badRequest,
  audio_too_short: badRequest,
  cross_site_request: { status: 403, type: 'invalid_request_error' },
  decimal_above_max_value: badRequest,
  decimal_below_min_value: badRequest,
  invalid_json: { ...badRequest, hasNoCode: true },
  invalid_multipart: { ...badRequest, hasNoCode: true },
  invalid_type: badRequest,
  invalid_value: badRequest,
  method_not_supported: { status: 405, type: 'invalid_request_error' },
  missing_required_parameter: badRequest,
  model_not_found: notFound,
  no_speakable_text: badRequest,
  request_too_large: { status: 413, type: 'invalid_request_error' },
  string_above_max_length: badRequest,
  string_below_min_length: badRequest,
  undecodable_audio: { ...badRequest, hasNoCode: true },
  unknown_url: notFound,
  unsupported_content_type: badRequest,
  unsupported_format: badRequest,
  unsupported_parameter: badRequest,
  upload_too_large: { status: 413, type: 'server_error', hasNoCode: true },
  engine_unavailable: {
    ...outOfService,
    headers: { 'retry-after': '2', 'x-should-retry': 'true' },
  },
  model_corrupt: outOfService,
  model_loading: { ...outOfService, headers: { 'retry-after': '5', 'x-should-retry': 'true' } },
  model_unavailable: outOfService,
  queue_full: { status: 429, type: 'rate_limit_error', headers: { 'retry-after': '5' } },
  storage_full: outOfService,
  synthesis_failed: { status: 500, type: 'server_error', headers: never },
  transcription_failed: { status: 500, type: 'server_error', headers: never },
};

/** Converts whatever was thrown to OpenAI's error object; what is not a `SpeechError` keeps its details to itself. */
export function toErrorBody(error: unknown): ErrorBody {
  const { code, message, param } = toPublicError(error);
  const rule = rules[code];
  return { error: { message, type: rule.type, param, code: rule.hasNoCode === true ? null : code } };
}

/** Converts whatever was thrown to an error answer with its status and its retry advice. */
export function toErrorResponse(error: unknown): Response {
  const { status, headers } = rules[toPublicError(error).code];
  return toJsonResponse(toErrorBody(error), { status, ...(headers === undefined ? {} : { headers }) });
}

/** Converts whatever stopped speech to a `SpeechError`, with the cause for the log; an abort stays one. */
export function toSynthesisFailure(error: unknown): Error {
  return toSpeechError(error, 'synthesis_failed', 'The speech could not be synthesised.');
}

/** Converts whatever stopped hearing to a `SpeechError`, with the cause for the log; an abort stays one. */
export function toTranscriptionFailure(error: unknown): Error {
  return toSpeechError(error, 'transcription_failed', 'The speech could not be written down.');
}

function toPublicError(error: unknown): SpeechError {
  if (error instanceof SpeechError) return error;
  return new SpeechError('synthesis_failed', 'The request failed inside Sotto; its log has the details.');
}

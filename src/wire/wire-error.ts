import { createAbortError } from '../std/abort.ts';
import { SpeechError, type SpeechErrorCode } from '../contract/errors.ts';

/** An error in a form that survives `postMessage`; classes do not. */
export type WireError =
  | {
      readonly kind: 'speech';
      readonly code: SpeechErrorCode;
      readonly message: string;
      readonly param: string | null;
    }
  | { readonly kind: 'abort' }
  | { readonly kind: 'internal'; readonly message: string };

/** Converts whatever was thrown to its wire form. */
export function toWireError(error: unknown): WireError {
  if (error instanceof SpeechError) {
    return { kind: 'speech', code: error.code, message: error.message, param: error.param };
  }
  if (error instanceof Error && error.name === 'AbortError') return { kind: 'abort' };
  return { kind: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/** Converts an error from its wire form back to the class it had. */
export function fromWireError(error: WireError): Error {
  switch (error.kind) {
    case 'speech':
      return new SpeechError(error.code, error.message, error.param === null ? {} : { param: error.param });
    case 'abort':
      return createAbortError();
    case 'internal':
      return new Error(error.message);
  }
}

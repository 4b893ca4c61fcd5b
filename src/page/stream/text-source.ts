import { SpeechError } from '../../contract/errors.ts';

/** A text that is there, or that is still being written: its parts may end anywhere. */
export type TextSource = string | Iterable<string> | AsyncIterable<string> | ReadableStream<string>;

/** What comes at once of a text that is there already, in UTF-16 units. */
const PIECE_LENGTH = 1_000;

/** Reads any source part by part. `return` ends the source. Throws `invalid_type` for what is no text. */
export function toTextIterator(source: TextSource): AsyncIterator<string> {
  if (typeof source === 'string') return fromIterator(toPieces(source));
  if (source instanceof ReadableStream) return fromStream(source);
  // Callers without types may pass anything.
  const given: unknown = source;
  if (isAsyncIterable(given)) return given[Symbol.asyncIterator]();
  if (isIterable(given)) return fromIterator(given[Symbol.iterator]());
  throw new SpeechError(
    'invalid_type',
    'Invalid type for the source: expected text, or an iterable or a stream of it.',
  );
}

function isAsyncIterable(value: unknown): value is AsyncIterable<string> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function isIterable(value: unknown): value is Iterable<string> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function* toPieces(text: string): Generator<string, void, undefined> {
  for (let start = 0; start < text.length; start += PIECE_LENGTH)
    yield text.slice(start, start + PIECE_LENGTH);
}

function fromIterator(iterator: Iterator<string>): AsyncIterator<string> {
  return {
    next: async () => Promise.resolve(iterator.next()),
    return: async () => {
      iterator.return?.();
      return Promise.resolve({ done: true, value: undefined });
    },
  };
}

/** Safari has no async iterator of streams: https://developer.mozilla.org/docs/Web/API/ReadableStream */
function fromStream(stream: ReadableStream<string>): AsyncIterator<string> {
  const reader = stream.getReader();
  return {
    next: async () => {
      const step = await reader.read();
      return step.done ? { done: true, value: undefined } : { done: false, value: step.value };
    },
    return: async () => {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}

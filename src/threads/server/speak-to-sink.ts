import { isAbortError } from '../../std/abort.ts';
import { Scope } from '../../std/scope.ts';
import type { Speak, SpokenSegment } from '../../speech/ports.ts';
import type { SpeechRequest } from '../../speech/request.ts';
import { SinkSource } from './sink-source.ts';

export interface SinkCall {
  readonly request: SpeechRequest;
  readonly sink: MessagePort;
  readonly signal: AbortSignal;
  /** Hears of each segment before its samples move to the sink. */
  readonly onSegment: (spoken: SpokenSegment) => void;
}

/**
 * Speaks into a sink at the pace of its pulls; resolves when the last sample was handed over.
 * Rejects with `AbortError` when the sink cancels or `signal` fires.
 */
export async function speakToSink(
  speak: Speak,
  { request, sink, signal, onSegment }: SinkCall,
): Promise<void> {
  signal.throwIfAborted();
  const scope = new Scope();
  const source = new SinkSource(sink, scope);
  scope.listen(signal, 'abort', () => scope.dispose());
  const segments = speak(request, source.signal)[Symbol.asyncIterator]();
  try {
    for (;;) {
      // The first pull is there at once. Making nothing before the next keeps no more than two segments in memory.
      await source.pulled();
      const step = await segments.next();
      if (step.done === true) break;
      onSegment(step.value);
      source.send(step.value.samples);
    }
    source.end();
  } catch (error) {
    source.fail();
    throw signal.aborted && isAbortError(error) ? signal.reason : error;
  } finally {
    await segments.return?.();
    scope.dispose();
  }
}

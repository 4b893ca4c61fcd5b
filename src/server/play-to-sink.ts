import { isAbortError } from '../std/abort.ts';
import { createDeferred } from '../std/deferred.ts';
import { Scope } from '../std/scope.ts';
import { SinkSource } from './sink-source.ts';

export interface SinkCall {
  readonly sink: MessagePort;
  readonly startFrame: number;
  /** Ends the call while it is open. */
  readonly signal: AbortSignal;
  /** Ends the source, also after the call, when the sink may still seek. */
  readonly lifetime: AbortSignal;
  /** Gives samples that begin at `frame`, or null where there are none and will be none. */
  readonly read: (frame: number, signal: AbortSignal) => Promise<Float32Array<ArrayBuffer> | null>;
  /** The sink wants no more. */
  readonly onClose: () => void;
}

/**
 * Plays into a sink at the pace of its pulls; resolves when the last sample was handed over for the first time. The
 * sink may seek until it cancels. Rejects with `AbortError` when the sink cancels before that, or `signal` fires.
 */
export async function playToSink(call: SinkCall): Promise<void> {
  const { sink, signal, lifetime, startFrame, onClose } = call;
  const scope = new Scope();
  scope.add(onClose);
  const source = new SinkSource(sink, scope, startFrame);
  const handedOver = createDeferred();
  const calling = new Scope();
  calling.listen(signal, 'abort', () => scope.dispose());
  scope.listen(lifetime, 'abort', () => scope.dispose());
  if (signal.aborted || lifetime.aborted) scope.dispose();
  void serve(source, call, () => handedOver.resolve())
    .catch((error: unknown) => {
      source.fail();
      handedOver.reject(signal.aborted && isAbortError(error) ? signal.reason : error);
    })
    .finally(() => scope.dispose());
  try {
    await handedOver.promise;
  } finally {
    calling.dispose();
  }
}

async function serve(source: SinkSource, { read }: SinkCall, onEnd: () => void): Promise<never> {
  for (;;) {
    // The first pull is there at once. Making nothing before the next keeps no more than two segments in memory.
    await source.pulled();
    const { frame, seeks } = source;
    const samples = await read(frame, source.signal);
    if (source.seeks !== seeks) continue;
    if (samples === null) {
      source.end();
      onEnd();
    } else {
      source.send(samples);
    }
  }
}

import { onAbort } from '../std/abort.ts';
import { createDeferred } from '../std/deferred.ts';
import { Scope } from '../std/scope.ts';
import type { MicrophoneMessage } from '../wire/microphone.protocol.ts';

/** Reads what a microphone sends, until it is switched off; rejects with the reason of `signal`. */
export async function* readMicrophone(
  port: MessagePort,
  signal: AbortSignal,
): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
  const scope = new Scope();
  const waiting: MicrophoneMessage[] = [];
  let arrival = createDeferred();
  scope.listen(port, 'message', (event: MessageEvent<MicrophoneMessage>) => {
    waiting.push(event.data);
    arrival.resolve();
  });
  scope.add(() => port.close());
  onAbort(signal, () => arrival.resolve());
  port.start();
  try {
    for (;;) {
      signal.throwIfAborted();
      const samples = waiting.shift();
      if (samples === null) return;
      if (samples !== undefined) yield samples;
      else {
        await arrival.promise;
        arrival = createDeferred();
      }
    }
  } finally {
    scope.dispose();
  }
}

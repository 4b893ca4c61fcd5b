import { onAbort } from '../../std/abort.ts';
import { createDeferred } from '../../std/deferred.ts';
import { Scope } from '../../std/scope.ts';
import { SinkSource } from '../../wire/sink-source.ts';
import type { Player } from '../player.ts';

type Chunks = AsyncIterator<Float32Array<ArrayBuffer>>;

/** Plays samples as they come; resolves when the last one was heard or the player was stopped. Rejects as their source does. */
export async function playChunks(chunks: Chunks, player: Player): Promise<void> {
  const scope = new Scope();
  const sink = new SinkSource(await player.play(), scope);
  // The player lets go of its source when it has played all of it, and when it is stopped.
  const released = createDeferred();
  onAbort(sink.signal, () => released.resolve());
  try {
    await feed(chunks, sink);
    await released.promise;
  } finally {
    scope.dispose();
    void chunks.return?.();
  }
}

async function feed(chunks: Chunks, sink: SinkSource): Promise<void> {
  while (await isPulled(sink)) {
    const step = await chunks.next().catch((error: unknown) => {
      sink.fail();
      throw error;
    });
    if (step.done === true) {
      sink.end();
      return;
    }
    sink.send(step.value);
  }
}

/** False once the player wants no more. */
function isPulled(sink: SinkSource): Promise<boolean> {
  return sink.pulled().then(
    () => true,
    () => false,
  );
}

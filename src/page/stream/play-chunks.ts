import { onAbort } from '../../std/abort.ts';
import { createDeferred } from '../../std/deferred.ts';
import { Scope } from '../../std/scope.ts';
import { SinkSource } from '../../wire/sink-source.ts';
import type { PlayerTurn } from './player-turns.ts';
import type { StreamedWord } from './speak-chunk.ts';

type Chunks = AsyncIterator<Float32Array<ArrayBuffer>>;

/** Plays samples as they come; resolves when the last one was heard or the turn is over. Rejects as their source does. */
export async function playChunks(chunks: Chunks, turn: PlayerTurn): Promise<void> {
  const scope = new Scope();
  const sink = new SinkSource(await turn.play(), scope);
  // The player drops its source when it has played all of it, and when it is stopped.
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

/** Finds how much of a text was heard after so many seconds: the offset behind the last character. */
export function findHeardEnd(words: readonly StreamedWord[], text: string, seconds: number): number {
  const word = words.findLast(({ startSeconds }) => startSeconds <= seconds);
  if (word === undefined) return 0;
  const { start, end, startSeconds, endSeconds } = word;
  if (seconds >= endSeconds) return end;
  const heard = start + Math.floor(((end - start) * (seconds - startSeconds)) / (endSeconds - startSeconds));
  const isWithinPair = (text.charCodeAt(heard) & 0xfc00) === 0xdc00;
  return isWithinPair ? heard - 1 : heard;
}

/** Calls `onWord` when a word begins to be heard, for each once and in order, as long as the turn lasts. */
export function followWords(
  turn: PlayerTurn,
  words: readonly StreamedWord[],
  onWord: (word: StreamedWord) => void,
): void {
  let next = 0;
  turn.subscribe((event) => {
    if (event.type === 'interrupted') return;
    // The report of the end may come before one that stands behind the last word.
    const seconds = event.type === 'ended' ? event.durationSeconds : event.positionSeconds;
    for (let word = words[next]; word !== undefined && word.startSeconds <= seconds; word = words[next]) {
      next += 1;
      onWord(word);
    }
  });
}

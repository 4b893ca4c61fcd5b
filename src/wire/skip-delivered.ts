import { SpeechError } from '../contract/errors.ts';
import type { ResumePoint } from '../contract/speech-course.ts';
import { RunningHash } from '../std/running-hash.ts';

type Chunk = Uint8Array<ArrayBuffer>;

/**
 * Reads an answer that is made again up to where it was delivered, and returns the first bytes behind that; null where
 * there are none. Rejects with `engine_unavailable` where the bytes are others than those that were delivered: another
 * voice, model or setting must not go on with a sound.
 */
export async function skipDelivered(
  read: () => Promise<Chunk | null>,
  { byteCount, hash }: Pick<ResumePoint, 'byteCount' | 'hash'>,
): Promise<Chunk | null> {
  const made = new RunningHash();
  while (made.byteCount < byteCount) {
    const chunk = await read();
    if (chunk === null) throw createOtherAnswer();
    const delivered = chunk.subarray(0, byteCount - made.byteCount);
    made.add(delivered);
    if (made.byteCount < byteCount) continue;
    if (made.digest !== hash) throw createOtherAnswer();
    if (delivered.byteLength < chunk.byteLength) return chunk.slice(delivered.byteLength);
  }
  return read();
}

function createOtherAnswer(): SpeechError {
  return new SpeechError(
    'engine_unavailable',
    'The page that was speaking is gone, and the next one makes another sound of this request. Ask again.',
  );
}

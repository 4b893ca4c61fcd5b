import type { Scope } from '../../std/scope.ts';
import { HEARING_RATE } from '../../contract/hearing.ts';
import { SpeechError } from '../../contract/errors.ts';
import type { HearingDeps } from '../request/hearing-deps.ts';

/** A shorter sound is refused, as OpenAI refuses it. */
const MIN_SECONDS = 0.1;

/** What encoders add to a sound at both ends, and what containers round: a sound of the longest length has it, too. */
const PADDING_SECONDS = 0.5;

type Sound = AsyncIterable<Float32Array<ArrayBuffer>>;

/**
 * Opens a file whose sound lasts from 0.1 to `maxSeconds` seconds, and what an encoder adds. Rejects with `audio_too_short`
 * or `audio_too_long` before anything is heard; where the container says less than it holds, reading on rejects. The end of
 * `scope` closes the file.
 */
export async function openOfLength(
  file: Blob,
  maxSeconds: number,
  { hearing, scope }: { readonly hearing: HearingDeps; readonly scope: Scope },
): Promise<Sound> {
  const { signal } = scope;
  const iterator = hearing.openSound(file, signal)[Symbol.asyncIterator]();
  // Decoders hold what they have read ahead; a job that ends while it waits reads no further.
  scope.add(() => {
    iterator.return?.().catch(() => undefined);
  });
  const sound = await requireLength(iterator);
  const seconds = await hearing.measureSound(file, maxSeconds, signal);
  if (seconds !== null) requireAtMost(seconds, maxSeconds);
  return limitLength(sound, maxSeconds);
}

/** Reads until the sound is long enough, and gives back all of it. */
async function requireLength(iterator: AsyncIterator<Float32Array<ArrayBuffer>>): Promise<Sound> {
  const read: Float32Array<ArrayBuffer>[] = [];
  let sampleCount = 0;
  while (sampleCount < MIN_SECONDS * HEARING_RATE) {
    const step = await iterator.next();
    if (step.done === true) {
      throw new SpeechError(
        'audio_too_short',
        'Audio file is too short. Minimum audio length is 0.1 seconds.',
        { param: 'file' },
      );
    }
    read.push(step.value);
    sampleCount += step.value.length;
  }
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => {
        const value = read.shift();
        return value === undefined ? iterator.next() : Promise.resolve({ done: false, value });
      },
      return: async () => {
        await iterator.return?.();
        return { done: true, value: undefined };
      },
    }),
  };
}

async function* limitLength(sound: Sound, maxSeconds: number): Sound {
  let sampleCount = 0;
  for await (const samples of sound) {
    sampleCount += samples.length;
    requireAtMost(sampleCount / HEARING_RATE, maxSeconds);
    yield samples;
  }
}

/** Throws in OpenAI's words where a sound is too long. */
function requireAtMost(seconds: number, maxSeconds: number): void {
  if (seconds <= maxSeconds + PADDING_SECONDS) return;
  throw new SpeechError(
    'audio_too_long',
    `audio duration ${seconds.toFixed(1)} seconds is longer than ${maxSeconds} seconds which is the maximum for this model`,
    { param: 'file' },
  );
}

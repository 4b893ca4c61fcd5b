import type { Speak, SpokenSegment } from '../contract/segment.ts';
import { createSpeechCourse } from '../contract/speech-course.ts';
import { SAMPLE_RATE } from '../contract/audio.ts';
import { SpeechError } from '../contract/errors.ts';
import type { TakeInfo } from '../contract/takes.ts';

type BrokenOff = Pick<TakeInfo, 'starts' | 'spokenTo' | 'frameCount' | 'request' | 'voices'> & {
  readonly text: string;
};

/** Creates a `Speak` that speaks the missing rest of a take, with times in the whole; it ignores its request. */
export function createSpeakRest(take: BrokenOff, speak: Speak): Speak {
  return async function* speakRest(_request, signal) {
    const { pauses } = take.request;
    const rest = {
      ...take.request,
      // All of the text, since voices and languages may be open where it was broken off.
      text: take.text,
      from: take.spokenTo,
      // The silence before the first word was heard already.
      ...(pauses === undefined ? {} : { pauses: { ...pauses, start: 0 } }),
    };
    const course = { ...createSpeechCourse(), voices: take.voices };
    try {
      for await (const spoken of speak(rest, signal, course)) yield toMoved(spoken, take);
    } catch (error) {
      // Only a space or a full stop was missing.
      const wasAll = error instanceof SpeechError && error.code === 'no_speakable_text';
      if (!wasAll) throw error;
    }
  };
}

function toMoved(spoken: SpokenSegment, { starts, spokenTo, frameCount }: BrokenOff): SpokenSegment {
  const { segment, words } = spoken;
  const seconds = frameCount / SAMPLE_RATE;
  return {
    ...spoken,
    // What stands before belongs to the segments that are there.
    segment: { ...segment, start: Math.max(segment.start, spokenTo), index: segment.index + starts.length },
    startSeconds: spoken.startSeconds + seconds,
    words: words.map((word) => ({
      ...word,
      startSeconds: word.startSeconds + seconds,
      endSeconds: word.endSeconds + seconds,
    })),
  };
}

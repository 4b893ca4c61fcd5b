import type { Speak, SpokenSegment } from '../contract/segment.ts';
import { SAMPLE_RATE } from '../contract/audio.ts';
import { SpeechError } from '../contract/errors.ts';
import type { TakeInfo } from '../contract/takes.ts';
import { toVoiceLanguage } from '../contract/voices.ts';
import { findCastVoice } from '../text/formats/read-cast.ts';

type BrokenOff = Pick<TakeInfo, 'starts' | 'spokenTo' | 'frameCount' | 'request'> & { readonly text: string };

/** Creates a `Speak` that speaks the missing rest of a take, with offsets and times in the whole; it ignores its request. */
export function createSpeakRest(take: BrokenOff, speak: Speak): Speak {
  return async function* speakRest(_request, signal) {
    const { pauses, cast } = take.request;
    // A turn that was broken off goes on in its voice.
    const voice = cast === undefined ? null : findCastVoice(take.text, cast, take.spokenTo);
    const rest = {
      ...take.request,
      ...(voice === null ? {} : { voice, language: toVoiceLanguage(voice) }),
      text: take.text.slice(take.spokenTo),
      // The silence before the first word was heard already.
      ...(pauses === undefined ? {} : { pauses: { ...pauses, start: 0 } }),
    };
    try {
      for await (const spoken of speak(rest, signal)) yield toMoved(spoken, take);
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
  const moveText = <T extends { readonly start: number; readonly end: number }>(range: T): T => ({
    ...range,
    start: range.start + spokenTo,
    end: range.end + spokenTo,
  });
  return {
    ...spoken,
    segment: {
      ...moveText(segment),
      index: segment.index + starts.length,
      words: segment.words.map(moveText),
    },
    startSeconds: spoken.startSeconds + seconds,
    words: words.map((word) => ({
      ...moveText(word),
      startSeconds: word.startSeconds + seconds,
      endSeconds: word.endSeconds + seconds,
    })),
  };
}

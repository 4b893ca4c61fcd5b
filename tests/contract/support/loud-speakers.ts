import { HEARING_RATE } from '../../../src/contract/hearing.ts';
import type { LocalVoice, SpeakerModels } from '../../../src/contract/speakers.ts';

/** Frames of a hundredth of a second. */
const FRAME_SAMPLES = HEARING_RATE / 100;
/** The amplitudes of two people; who is louder than both is a third. */
const LEVELS = [0.2, 0.5];

/** Tells people apart by how loud they are: quiet, middling and loud. */
export function createLoudSpeakers(): SpeakerModels {
  return {
    hear: (samples) => {
      const frames = Uint8Array.from({ length: Math.floor(samples.length / FRAME_SAMPLES) }, (_, frame) => {
        const part = samples.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES);
        const peak = part.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
        return peak < 0.05 ? 0 : 1 << LEVELS.filter((level) => peak > level).length;
      });
      const voices = [0, 1, 2].map((speaker): LocalVoice | null => {
        const count = frames.filter((bits) => bits === 1 << speaker).length;
        const embedding = Float32Array.from({ length: 256 }, (_, index) => (index % 3 === speaker ? 1 : 0));
        return count < 25 ? null : { aloneSeconds: count / 100, embedding };
      });
      return Promise.resolve({ frames, voices });
    },
  };
}

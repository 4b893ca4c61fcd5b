import { SAMPLE_RATE } from '../../../../src/contract/audio.ts';

/** Numbers in [-1, 1) that are the same in every run. */
function createNoise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  };
}

/**
 * Makes sound with what speech has: gliding voiced tones with overtones, hissing bursts, silence, sudden onsets.
 * Nothing repeats, so that a shift, a gap or a doubled chunk shows in a correlation.
 */
export function createSpeechLike(sampleCount: number, seed = 1): Float32Array<ArrayBuffer> {
  const noise = createNoise(seed);
  const samples = new Float32Array(sampleCount);
  let phase = 0;
  let hiss = 0;
  for (let index = 0; index < sampleCount; index += 1) {
    const seconds = index / SAMPLE_RATE;
    const syllable = seconds % 0.32;
    phase +=
      (2 * Math.PI * (110 + seed * 7 + 60 * Math.sin(seconds * 2.3) + 400 * (syllable - 0.1) ** 2)) /
      SAMPLE_RATE;
    const random = noise();
    if (syllable < 0.2) {
      const loudness = Math.sin((Math.PI * syllable) / 0.2) * (0.6 + 0.4 * Math.sin(seconds * 5));
      for (let overtone = 1; overtone <= 12; overtone += 1)
        samples[index]! += (loudness * 0.3 * Math.sin(phase * overtone)) / overtone;
    } else if (syllable < 0.25) {
      // A soft low-passed hiss: encoders may replace loud noise by other noise, which no correlation would survive.
      hiss += 0.5 * (random - hiss);
      samples[index] = 0.02 * hiss;
    }
  }
  return samples;
}

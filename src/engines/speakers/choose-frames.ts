import { BAND_COUNT } from './fbank/to-fbank.ts';

/** Keeps the filter bank's frames in which a speaker is alone; the segmentation's frames are longer, and as many as its bits. */
export function chooseFrames(
  features: Float32Array,
  speakers: Uint8Array,
  speaker: number,
): Float32Array<ArrayBuffer> {
  const frameCount = features.length / BAND_COUNT;
  const isAlone = (frame: number): boolean =>
    speakers[Math.floor((frame * speakers.length) / frameCount)] === 1 << speaker;
  const frames = Array.from({ length: frameCount }, (_, frame) => frame).filter(isAlone);
  const chosen = new Float32Array(frames.length * BAND_COUNT);
  frames.forEach((frame, index) => {
    chosen.set(features.subarray(frame * BAND_COUNT, (frame + 1) * BAND_COUNT), index * BAND_COUNT);
  });
  return chosen;
}

/** Takes each band's mean away, so that microphones and loudness count less. */
export function centre(features: Float32Array): Float32Array<ArrayBuffer> {
  const frameCount = features.length / BAND_COUNT;
  const means = new Float64Array(BAND_COUNT);
  features.forEach((value, index) => {
    means[index % BAND_COUNT] = (means[index % BAND_COUNT] ?? 0) + value / frameCount;
  });
  return Float32Array.from(features, (value, index) => value - (means[index % BAND_COUNT] ?? 0));
}

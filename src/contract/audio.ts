/** Samples a second everywhere in the pipeline; an engine of another rate resamples its output. */
export const SAMPLE_RATE = 24_000;

/** Samples in one frame of Kokoro's durations: 25 ms. */
export const FRAME_SAMPLES = 600;

/** Makes one sound faster or slower at the same pitch, chunk by chunk. */
export interface StretchStream {
  /** Takes the next samples (mono, 24 kHz) and returns those that are ready. */
  push(samples: Float32Array): Float32Array<ArrayBuffer>;
  /** Returns the rest: all output together has `input / factor` samples, rounded. */
  finish(): Float32Array<ArrayBuffer>;
  /** Frees the memory that the stream holds. */
  free(): void;
}

/** Opens streams that change speed; what does the work is loaded on first use. */
export interface TimeStretcher {
  /** Opens a stream that makes sound `factor` times as fast, 0.25 to 4. Rejects with `engine_unavailable` if loading fails. */
  open(factor: number): Promise<StretchStream>;
}

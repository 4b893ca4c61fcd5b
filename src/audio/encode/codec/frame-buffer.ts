/** Cuts samples that come in any number into frames of one length. */
export interface FrameBuffer {
  /** Hands every frame that is full now to `onFrame`; the array is used again after that call. */
  push(samples: Float32Array, onFrame: (frame: Float32Array) => void): void;
  /** Fills the rest of the last frame with silence and hands it out, unless it is empty. */
  flush(onFrame: (frame: Float32Array) => void): void;
}

/** Creates a buffer for frames of `frameSamples`. */
export function createFrameBuffer(frameSamples: number): FrameBuffer {
  const frame = new Float32Array(frameSamples);
  let filled = 0;
  return {
    push(samples, onFrame) {
      for (let start = 0; start < samples.length;) {
        const part = samples.subarray(start, start + frameSamples - filled);
        frame.set(part, filled);
        filled += part.length;
        start += part.length;
        if (filled < frameSamples) return;
        onFrame(frame);
        filled = 0;
      }
    },
    flush(onFrame) {
      if (filled === 0) return;
      frame.fill(0, filled);
      filled = 0;
      onFrame(frame);
    },
  };
}

/** The speakers of each class of the segmentation's output: nobody, one of three, or two of them. */
const CLASS_BITS: readonly number[] = [0b000, 0b001, 0b010, 0b100, 0b011, 0b101, 0b110];

/** Reads the segmentation's output, frames x 7: the likeliest class of each frame, as one bit for each speaker. */
export function toSpeakerBits(logits: Float32Array): Uint8Array<ArrayBuffer> {
  const classCount = CLASS_BITS.length;
  return Uint8Array.from({ length: Math.floor(logits.length / classCount) }, (_, frame) => {
    const scores = logits.subarray(frame * classCount, (frame + 1) * classCount);
    return CLASS_BITS[scores.indexOf(Math.max(...scores))] ?? 0;
  });
}

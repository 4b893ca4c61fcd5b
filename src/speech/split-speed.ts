/** How a requested speed is reached: the model speaks at `model`, and its sound is then made `stretch` times as fast. */
export interface SpeedSplit {
  readonly model: number;
  readonly stretch: number;
}

/** Splits a speed: Kokoro always speaks at 1, and the rest is stretched. */
export function splitSpeed(speed: number): SpeedSplit {
  return { model: 1, stretch: speed };
}

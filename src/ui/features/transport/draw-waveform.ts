import type { AppState } from '../../store/state.ts';
import { toTake, toTotalSeconds, type Take } from '../../store/take.ts';

/** Peaks a second in a segment. */
const PEAKS_PER_SECOND = 50;
const BAR_WIDTH = 3;
const BAR_GAP = 2;

/** All of the page's state that a picture shows. */
export interface WaveformPicture {
  readonly take: Pick<Take, 'segments'> | null;
  readonly totalSeconds: number;
  readonly barCount: number;
  /** Whole bars, of which the last may have been heard in part. */
  readonly heardBars: number;
}

/** Tells what is to be seen in so many bars. */
export function toPicture({ take: state }: AppState, barCount: number): WaveformPicture {
  const take = toTake(state);
  const totalSeconds = take === null ? 0 : toTotalSeconds(take);
  const heard = totalSeconds === 0 ? 0 : (take?.positionSeconds ?? 0) / totalSeconds;
  return { take, totalSeconds, barCount, heardBars: Math.ceil(heard * barCount) };
}

/** Whether a picture would be drawn as another one was. */
export function isSamePicture(one: WaveformPicture, other: WaveformPicture): boolean {
  return (
    one.take?.segments === other.take?.segments &&
    one.totalSeconds === other.totalSeconds &&
    one.barCount === other.barCount &&
    one.heardBars === other.heardBars
  );
}

/**
 * Draws one bar for each few pixels: its loudest peak, in ink where it was heard, a dot where nothing is made yet. Returns
 * what is shown then.
 */
export function drawWaveform(canvas: HTMLCanvasElement, state: AppState): WaveformPicture | null {
  const context = canvas.getContext('2d');
  if (context === null) return null;
  const { width, height } = fitToScreen(canvas, context);
  const style = getComputedStyle(canvas);
  const colors = {
    heard: style.getPropertyValue('--waveform-heard'),
    made: style.getPropertyValue('--waveform-made'),
    empty: style.getPropertyValue('--waveform-empty'),
  };
  const picture = toPicture(state, Math.max(1, Math.floor((width + BAR_GAP) / (BAR_WIDTH + BAR_GAP))));
  const bars = toKnownBars(picture);
  for (let i = 0; i < picture.barCount; i += 1) {
    const peak = bars[i] ?? 0;
    const barHeight = Math.max(BAR_WIDTH, peak * height);
    context.fillStyle = peak === 0 ? colors.empty : i < picture.heardBars ? colors.heard : colors.made;
    context.beginPath();
    context.roundRect(
      i * (BAR_WIDTH + BAR_GAP),
      (height - barHeight) / 2,
      BAR_WIDTH,
      barHeight,
      BAR_WIDTH / 2,
    );
    context.fill();
  }
  return picture;
}

// Drawn many times a second, while a long take has many thousands of peaks.
let known: { picture: WaveformPicture; bars: Float32Array } | null = null;

function toKnownBars(picture: WaveformPicture): Float32Array {
  const { take, barCount, totalSeconds } = picture;
  if (take === null) return new Float32Array(barCount);
  const { heardBars } = picture;
  if (known === null || !isSamePicture({ ...known.picture, heardBars }, picture))
    known = { picture, bars: toBars(take, barCount, totalSeconds) };
  return known.bars;
}

/** Converts a take's peaks to the heights of bars, 0 to 1; speech seldom peaks at 1, so it is scaled up to its loudest. */
export function toBars(take: Pick<Take, 'segments'>, barCount: number, totalSeconds: number): Float32Array {
  const bars = new Float32Array(barCount);
  if (totalSeconds <= 0) return bars;
  let loudest = 0.25;
  for (const { startSeconds, peaks } of take.segments) {
    peaks.forEach((peak, index) => {
      const seconds = startSeconds + index / PEAKS_PER_SECOND;
      const bar = Math.min(barCount - 1, Math.floor((seconds / totalSeconds) * barCount));
      // Silence that was made differs from what is not made yet.
      bars[bar] = Math.max(bars[bar] ?? 0, peak, 0.02);
      loudest = Math.max(loudest, peak);
    });
  }
  return bars.map((bar) => bar / loudest);
}

function fitToScreen(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
): { width: number; height: number } {
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = devicePixelRatio;
  const [pixelWidth, pixelHeight] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
    canvas.width = pixelWidth;
    canvas.height = pixelHeight;
  }
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  return { width, height };
}

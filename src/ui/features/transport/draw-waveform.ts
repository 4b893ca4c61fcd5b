import { toTake, toTotalSeconds, type Take, type TakeState } from '../../store/take.ts';

/** Peaks a second in a segment. */
const PEAKS_PER_SECOND = 50;
const BAR_WIDTH = 3;
const BAR_GAP = 2;

/** Draws one bar for each few pixels: its loudest peak, in ink where it was heard, a dot where nothing is made yet. */
export function drawWaveform(canvas: HTMLCanvasElement, state: TakeState): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const { width, height } = fitToScreen(canvas, context);
  const take = toTake(state);
  const style = getComputedStyle(canvas);
  const colors = {
    heard: style.getPropertyValue('--waveform-heard'),
    made: style.getPropertyValue('--waveform-made'),
    empty: style.getPropertyValue('--waveform-empty'),
  };
  const barCount = Math.max(1, Math.floor((width + BAR_GAP) / (BAR_WIDTH + BAR_GAP)));
  const totalSeconds = take === null ? 0 : toTotalSeconds(take);
  const bars = take === null ? new Float32Array(barCount) : toKnownBars(take, barCount, totalSeconds);
  const heardBars = totalSeconds === 0 ? 0 : ((take?.positionSeconds ?? 0) / totalSeconds) * barCount;
  for (let i = 0; i < barCount; i += 1) {
    const peak = bars[i] ?? 0;
    const barHeight = Math.max(BAR_WIDTH, peak * height);
    context.fillStyle = peak === 0 ? colors.empty : i < heardBars ? colors.heard : colors.made;
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
}

// Drawn thirty times a second, while a long take has many thousands of peaks.
let known: { segments: Take['segments']; totalSeconds: number; bars: Float32Array } | null = null;

function toKnownBars(take: Take, barCount: number, totalSeconds: number): Float32Array {
  const { segments } = take;
  const isKnown =
    known?.segments === segments && known.totalSeconds === totalSeconds && known.bars.length === barCount;
  if (!isKnown) known = { segments, totalSeconds, bars: toBars(take, barCount, totalSeconds) };
  return known?.bars ?? new Float32Array(barCount);
}

/** Converts a take's peaks to the heights of bars, 0 to 1; speech seldom peaks at 1, so it is scaled up to its loudest. */
export function toBars(take: Take, barCount: number, totalSeconds: number): Float32Array {
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

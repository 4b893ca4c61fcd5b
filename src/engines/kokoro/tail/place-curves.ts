import type { CurveColumns } from './decoder-program.ts';
import type { ChannelTaps } from './front-weights.ts';
import type { KernelMemory } from '../../../compute/kernels/kernel-memory.ts';
import type { CurveHalving } from './pack-front.ts';
import type { Curves } from './prosody.ts';

/** Brings the curves to one value a frame and writes them into their columns of the decoder's rows, zeros behind them. */
export function placeCurves(
  memory: KernelMemory,
  { f0, energy }: Curves,
  { halving, columns }: { readonly halving: CurveHalving; readonly columns: readonly CurveColumns[] },
): void {
  const frames = f0.length / 2;
  const halves = [halve(f0, halving.f0), halve(energy, halving.energy)];
  for (const { address, stride, count } of columns) {
    const rows = memory.floats(address, (frames - 1) * stride + count);
    for (let frame = 0; frame < frames; frame += 1) {
      const start = frame * stride;
      rows.fill(0, start, start + count);
      halves.forEach((values, column) => {
        rows[start + column] = values[frame] ?? NaN;
      });
    }
  }
}

function halve(curve: Float32Array, { weight, bias }: ChannelTaps): Float32Array {
  const [before = 0, at = 0, after = 0] = weight;
  return Float32Array.from({ length: curve.length / 2 }, (_, frame) => {
    const place = 2 * frame;
    const sides = before * (curve[place - 1] ?? 0) + after * (curve[place + 1] ?? 0);
    return sides + at * (curve[place] ?? 0) + (bias[0] ?? 0);
  });
}

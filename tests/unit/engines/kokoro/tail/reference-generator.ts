import { toFloatWeights, type StoredWeights } from '../../../../../src/compute/stored-weights.ts';
import type {
  BentConvolution,
  GeneratorWeights,
  ResblockWeights,
} from '../../../../../src/engines/kokoro/tail/generator-weights.ts';
import { toSpectrum } from '../../../../../src/engines/kokoro/source/transform.ts';
import type { GeneratorInput } from '../../../../../src/engines/kokoro/tail/generator.ts';
import { createTransform } from './made-up-weights.ts';

/** A signal of several channels: [channel][time] in double precision. */
export type Signal = readonly Float64Array[];

/** Computes the generator as it is defined, in double precision and without any trick. */
export function generateReference(weights: GeneratorWeights, input: GeneratorInput): Float64Array {
  const steps = input.features.length / weights.channels;
  const source = toSignal(toSpectrum(input.source, createTransform()), 22);
  let x = toSignal(input.features, weights.channels);
  if (x[0]?.length !== steps) throw new RangeError('Features do not fit');
  weights.stages.forEach((stage, index) => {
    const last = index === weights.stages.length - 1;
    x = upsample(
      mapSignal(x, (value) => bend(value, 0.1)),
      stage.upsampling,
      stage.channels,
    );
    if (last) x = x.map((row) => Float64Array.from([row[1]!, ...row]));
    const { kernel, stride, padding, weight, bias } = stage.sourceConvolution;
    const entry = convolve(source, { weight, bias, kernel, stride, padding, dilation: 1 });
    const shaped = applyResblock(entry, stage.sourceBlock, input.style);
    const sum = addSignals(x, shaped);
    const outputs = stage.blocks.map((block) => applyResblock(sum, block, input.style));
    const total = outputs.reduce((first, second) => addSignals(first, second));
    x = mapSignal(total, (value) => value / outputs.length);
  });
  const { weight, bias } = weights.output;
  const bent = mapSignal(x, (value) => bend(value, 0.01));
  const spectrum = convolve(bent, { weight, bias, kernel: 7, stride: 1, padding: 3, dilation: 1 });
  return invert(spectrum, weights.inverse);
}

export function applyResblock(x: Signal, block: ResblockWeights, style: Float32Array): Signal {
  return block.layers.reduce((input, { dilation, first, second }) => {
    const between = applyBent(input, first, { kernel: block.kernel, dilation, style });
    return addSignals(input, applyBent(between, second, { kernel: block.kernel, dilation: 1, style }));
  }, x);
}

interface BentOptions {
  readonly kernel: number;
  readonly dilation: number;
  readonly style: Float32Array;
}

function applyBent(x: Signal, convolution: BentConvolution, options: BentOptions): Signal {
  const { kernel, dilation, style } = options;
  const { weight, bias, alpha, styleBias } = convolution;
  const styleWeight = toFloatWeights(convolution.styleWeight);
  const normalised = x.map((row, channel) => {
    const linear = (index: number): number =>
      style.reduce(
        (sum, value, place) => sum + value * styleWeight[index * style.length + place]!,
        styleBias[index]!,
      );
    const gamma = linear(channel);
    const beta = linear(channel + x.length);
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length;
    const scale = (1 + gamma) / Math.sqrt(variance + 1e-5);
    return row.map((value) => {
      const y = (value - mean) * scale + beta;
      return y + Math.sin(alpha[channel]! * y) ** 2 / alpha[channel]!;
    });
  });
  const padding = ((kernel - 1) / 2) * dilation;
  return convolve(normalised, { weight, bias, kernel, stride: 1, padding, dilation });
}

interface ConvolutionOptions {
  readonly weight: StoredWeights;
  readonly bias: Float32Array;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

export function convolve(x: Signal, options: ConvolutionOptions): Signal {
  const { bias, kernel, stride, padding, dilation } = options;
  const weight = toFloatWeights(options.weight);
  const length = x[0]!.length;
  const count = Math.floor((length + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1;
  return Array.from(bias, (start, output) => {
    const row = new Float64Array(count).fill(start);
    x.forEach((input, channel) => {
      for (let tap = 0; tap < kernel; tap += 1) {
        const factor = weight[(output * x.length + channel) * kernel + tap]!;
        for (let time = 0; time < count; time += 1) {
          const place = time * stride + tap * dilation - padding;
          if (place >= 0 && place < length) row[time]! += factor * input[place]!;
        }
      }
    });
    return row;
  });
}

function upsample(
  x: Signal,
  upsampling: GeneratorWeights['stages'][number]['upsampling'],
  channels: number,
): Signal {
  const { stride, bias } = upsampling;
  const weight = toFloatWeights(upsampling.weight);
  const kernel = 2 * stride;
  const length = x[0]!.length;
  return Array.from({ length: channels }, (_, output) => {
    const row = new Float64Array(length * stride).fill(bias[output]!);
    x.forEach((input, channel) => {
      for (let time = 0; time < length; time += 1) {
        for (let tap = 0; tap < kernel; tap += 1) {
          const place = time * stride + tap - stride / 2;
          if (place < 0 || place >= row.length) continue;
          row[place]! += input[time]! * weight[(channel * channels + output) * kernel + tap]!;
        }
      }
    });
    return row;
  });
}

function invert(spectrum: Signal, inverse: GeneratorWeights['inverse']): Float64Array {
  const frames = spectrum[0]!.length;
  const whole = new Float64Array((frames - 1) * 5 + 20);
  for (let frame = 0; frame < frames; frame += 1) {
    for (let bin = 0; bin < 11; bin += 1) {
      const magnitude = Math.exp(spectrum[bin]![frame]!);
      const phase = Math.sin(spectrum[bin + 11]![frame]!);
      for (let index = 0; index < 20; index += 1) {
        whole[frame * 5 + index]! +=
          magnitude * Math.cos(phase) * inverse.real[bin * 20 + index]! -
          magnitude * Math.sin(phase) * inverse.imaginary[bin * 20 + index]!;
      }
    }
  }
  return whole.subarray(10, whole.length - 10);
}

function toSignal(values: Float32Array, channels: number): Signal {
  const length = values.length / channels;
  return Array.from({ length: channels }, (_, channel) =>
    Float64Array.from(values.subarray(channel * length, (channel + 1) * length)),
  );
}

function mapSignal(x: Signal, change: (value: number) => number): Signal {
  return x.map((row) => row.map(change));
}

function addSignals(first: Signal, second: Signal): Signal {
  return first.map((row, channel) => row.map((value, time) => value + second[channel]![time]!));
}

function bend(value: number, slope: number): number {
  return value < 0 ? value * slope : value;
}

import type { GraphBuilder } from '../onnx/graph-builder.ts';
import { floats, ints } from '../onnx/model.ts';
import { addNearest } from './adain.ts';
import { addLinear, addRandom, addScalar } from './layers.ts';

const SAMPLE_RATE = 24_000;
const SAMPLES_PER_STEP = 300;
const HARMONICS = 9;
const SINE_AMPLITUDE = 0.1;
const NOISE_DEVIATION = 0.003;
const VOICED_HERTZ = 10;
const FLOAT = 1;

/** `random` draws noise in every run, as Kokoro does; `fixed` repeats one piece of it, so that runs can be compared. */
export type Noise = 'random' | 'fixed';

/** Adds the harmonic source: an F0 curve `[1, 2F]` → an excitation `[1, 600F]` within [-1, 1]. */
export function addSource(graph: GraphBuilder, f0: string, noise: Noise): string {
  const row = graph.node('Unsqueeze', [f0, graph.constant(ints([1]))]);
  const repeated = addNearest(graph.module('f0_upsamp'), row, SAMPLES_PER_STEP);
  const column = graph.node('Transpose', [repeated], { perm: { ints: [0, 2, 1] } });
  const source = graph.module('m_source');
  const waves = addHarmonics(source.module('l_sin_gen'), column, noise);
  const mixed = addLinear(source.module('l_linear'), waves, { inputs: HARMONICS, outputs: 1, gain: 3 });
  const bent = source.module('l_tanh').node('Tanh', [mixed]);
  return graph.node('Squeeze', [bent, graph.constant(ints([2]))]);
}

/** Sines where voiced, noise everywhere and louder where unvoiced: `[1, L, 1]` → `[1, L, 9]`. */
function addHarmonics(graph: GraphBuilder, f0: string, noise: Noise): string {
  const multiples = graph.constant(floats([1, 1, HARMONICS], [1, 2, 3, 4, 5, 6, 7, 8, 9]));
  const frequencies = graph.node('Mul', [f0, multiples]);
  const sines = graph.node('Mul', [addSines(graph, frequencies), addScalar(graph, SINE_AMPLITUDE)]);
  const above = graph.node('Greater', [f0, addScalar(graph, VOICED_HERTZ)]);
  const voiced = graph.node('Cast', [above], { to: { int: FLOAT } });
  const unvoiced = graph.node('Sub', [addScalar(graph, 1), voiced]);
  const quiet = graph.node('Mul', [voiced, addScalar(graph, NOISE_DEVIATION)]);
  const loud = graph.node('Mul', [unvoiced, addScalar(graph, SINE_AMPLITUDE / 3)]);
  const level = graph.node('Add', [quiet, loud]);
  const drawn = noise === 'random' ? graph.node('RandomNormalLike', [sines]) : addFixedNoise(graph, sines);
  const hiss = graph.node('Mul', [level, drawn]);
  return graph.node('Add', [graph.node('Mul', [sines, voiced]), hiss]);
}

/** Frequencies `[1, L, 9]` → sin of their running phase, summed at the rate of the F0 curve. */
function addSines(graph: GraphBuilder, frequencies: string): string {
  const cycles = graph.node('Div', [frequencies, addScalar(graph, SAMPLE_RATE)]);
  const wrapped = graph.node('Sub', [cycles, graph.node('Floor', [cycles])]);
  const begun = addStartPhases(graph, wrapped);
  const rows = graph.node('Transpose', [begun], { perm: { ints: [0, 2, 1] } });
  const coarse = addLinearResize(graph, rows, 1 / SAMPLES_PER_STEP);
  const steps = graph.node('Transpose', [coarse], { perm: { ints: [0, 2, 1] } });
  const sums = graph.node('CumSum', [steps, graph.constant(ints([1], []))]);
  const phases = graph.node('Mul', [sums, addScalar(graph, 2 * Math.PI)]);
  const tracks = graph.node('Transpose', [phases], { perm: { ints: [0, 2, 1] } });
  const scaled = graph.node('Mul', [tracks, addScalar(graph, SAMPLES_PER_STEP)]);
  const fine = graph.node('Transpose', [addLinearResize(graph, scaled, SAMPLES_PER_STEP)], {
    perm: { ints: [0, 2, 1] },
  });
  return graph.node('Sin', [fine]);
}

/** Gives every harmonic but the first a random phase in the first sample. */
function addStartPhases(graph: GraphBuilder, cycles: string): string {
  const first = graph.node('Slice', [
    cycles,
    graph.constant(ints([0])),
    graph.constant(ints([1])),
    graph.constant(ints([1])),
  ]);
  const flat = graph.node('Squeeze', [first, graph.constant(ints([1]))]);
  const mask = graph.constant(floats([1, HARMONICS], [0, 1, 1, 1, 1, 1, 1, 1, 1]));
  const random = graph.node('Mul', [graph.node('RandomUniformLike', [flat]), mask]);
  const updates = graph.node('Add', [flat, random]);
  return graph.node('ScatterND', [cycles, graph.constant(ints([0, 0], [1, 2])), updates]);
}

function addLinearResize(graph: GraphBuilder, input: string, scale: number): string {
  return graph.node('Resize', [input, '', graph.constant(floats([3], [1, 1, scale]))], {
    coordinate_transformation_mode: { string: 'pytorch_half_pixel' },
    mode: { string: 'linear' },
  });
}

/** A second of made-up noise, repeated to the length of `[1, L, 9]`. */
function addFixedNoise(graph: GraphBuilder, like: string): string {
  const dims = [1, SAMPLE_RATE, HARMONICS];
  const piece = addRandom(graph, 'noise', { dims, spread: { deviation: 1 } });
  const one = graph.constant(ints([1]));
  const length = graph.node('Slice', [graph.node('Shape', [like]), one, graph.constant(ints([2]))]);
  const pieces = graph.node('Div', [length, graph.constant(ints([SAMPLE_RATE]))]);
  const enough = graph.node('Add', [pieces, one]);
  const repeats = graph.node('Concat', [one, enough, one], { axis: { int: 0 } });
  const tiled = graph.node('Tile', [piece, repeats]);
  return graph.node('Slice', [tiled, graph.constant(ints([0])), length, one]);
}

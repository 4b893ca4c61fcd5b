import { floats } from '../../onnx/model.ts';
import { addNearest } from './adain.ts';
import { labelled, shared } from './constants.ts';
import { addLinear } from './layers.ts';
import type { ModuleBuilder } from './module-builder.ts';

const SAMPLE_RATE = 24_000;
const SAMPLES_PER_STEP = 300;
const HARMONICS = 9;
const SINE_AMPLITUDE = 0.1;
const VOICED_HERTZ = 10;
const FLOAT = 1;
const SWAP = { perm: { ints: [0, 2, 1] } };

/** Adds the harmonic source, which draws no noise: F0 `[1, 1, 2F]` → an excitation `[1, 600F]` within [-1, 1]. */
export function addSource(graph: ModuleBuilder, f0: string): string {
  const repeated = addNearest(graph.module('f0_upsamp'), f0, shared(graph, 'samplesPerStep'));
  const source = graph.module('m_source');
  const waves = addSines(source.module('l_sin_gen'), repeated);
  const column = graph.node('Transpose', [repeated], { attributes: SWAP });
  const voiced = addVoiced(source.module('l_sin_gen'), column);
  const sounding = source.module('l_sin_gen').node('Mul_6', [waves, voiced]);
  const mixed = addLinear(source.module('l_linear'), sounding, {
    ...{ inputs: HARMONICS, outputs: 1, gain: 3, number: '6993' },
  });
  const bent = source.module('l_tanh').node('Tanh', [mixed]);
  const row = graph.node('Transpose_1', [bent], { attributes: SWAP });
  return graph.node('Squeeze', [row, shared(graph, 'one')]);
}

/** Nine sines of the running phase, which is summed at the rate of the F0 curve: `[1, 1, L]` → `[1, L, 9]`. */
function addSines(graph: ModuleBuilder, f0: string): string {
  // A transposition was pushed through these, so their values bear the nodes' own names.
  const bare = (label: string): { readonly outputs: readonly string[] } => ({
    outputs: [`${graph.path}/${label}`],
  });
  const scalar = (label: string, value: number): string => labelled(graph, label, floats([], [value]));
  const multiples = labelled(graph, 'Constant', floats([1, HARMONICS, 1], [1, 2, 3, 4, 5, 6, 7, 8, 9]));
  const frequencies = graph.node('Mul', [f0, multiples], bare('Mul'));
  const cycles = graph.node('Div', [frequencies, scalar('Constant_1', SAMPLE_RATE)], bare('Div'));
  const whole = graph.node('Floor', [cycles], bare('Floor'));
  const wrapped = graph.node('Sub', [cycles, whole], bare('Sub'));
  const down = labelled(graph, 'Constant_4', floats([3], [1, 1, 1 / SAMPLES_PER_STEP]));
  const coarse = addLinearResize(graph, 'Resize', [wrapped, '', down]);
  const steps = graph.node('Transpose_1', [coarse], { attributes: SWAP });
  const axis = labelled(graph, 'Constant_5', {
    type: 'int32',
    dims: [],
    data: new Uint8Array(Int32Array.of(1).buffer),
  });
  const sums = graph.node('CumSum', [steps, axis], {
    attributes: { exclusive: { int: 0 }, reverse: { int: 0 } },
  });
  const turns = graph.node('Mul_3', [
    graph.node('Mul_2', [sums, shared(graph, 'float2')]),
    shared(graph, 'pi'),
  ]);
  const scaled = graph.node('Mul_4', [turns, scalar('Constant_8', SAMPLES_PER_STEP)], bare('Mul_4'));
  const tracks = graph.node('Transpose', [scaled], {
    name: 'Transpose_token_36',
    outputs: [graph.value('Mul_4')],
    attributes: SWAP,
  });
  const fine = addLinearResize(graph, 'Resize_1', [tracks, '', shared(graph, 'samplesPerStep')]);
  const phases = graph.node('Transpose_3', [fine], { attributes: SWAP });
  return graph.node('Mul_5', [graph.node('Sin', [phases]), scalar('Constant_10', SINE_AMPLITUDE)]);
}

/** 1 where the voice sounds, else 0: `[1, L, 1]`. */
function addVoiced(graph: ModuleBuilder, f0: string): string {
  const limit = labelled(graph, 'Constant_11', floats([], [VOICED_HERTZ]));
  return graph.node('Cast', [graph.node('Greater', [f0, limit])], { attributes: { to: { int: FLOAT } } });
}

function addLinearResize(graph: ModuleBuilder, label: string, inputs: readonly string[]): string {
  return graph.node(label, inputs, {
    attributes: {
      coordinate_transformation_mode: { string: 'half_pixel' },
      mode: { string: 'linear' },
      nearest_mode: { string: 'floor' },
    },
  });
}

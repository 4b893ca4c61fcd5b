import type { GraphBuilder } from '../onnx/graph-builder.ts';
import { floats, ints } from '../onnx/model.ts';
import { PILOT_AMPLITUDE, pilots } from './pilots.ts';

const SAMPLE_RATE = 24_000;
/** What a phoneme of the tone model has at a speed of one. */
const TOKEN_SAMPLES = 1200;
/** At the lowest speed, a phoneme lasts so many times as long. */
const LONGEST = 4;

export interface PilotInputs {
  /** The tone model's sounds, `[1, n, samples]`. */
  readonly sounds: string;
  /** 0 for silent phonemes and 1 for others, `[1, n]`. */
  readonly audible: string;
  /** `[1, 256]`. */
  readonly style: string;
}

/** Adds to the tone model's sounds the pilot of the voice that speaks. */
export function addPilots(graph: GraphBuilder, { sounds, audible, style }: PilotInputs): string {
  const column = graph.node('Unsqueeze', [audible, graph.constant(ints([2]))]);
  const shape = graph.node('Shape', [sounds]);
  const length = graph.node('Slice', [shape, graph.constant(ints([2])), graph.constant(ints([3]))]);
  return pilots.reduce((sum, { hertz, styleIndex, threshold }, index) => {
    const module = graph.module(`voice-${index}`);
    const value = module.node('Gather', [style, module.constant(ints([styleIndex]))], { axis: { int: 1 } });
    const isVoice = module.node('Less', [value, module.constant(floats([1], [threshold]))]);
    const switched = module.node('Cast', [isVoice], { to: { int: 1 } });
    const long = module.constant(floats([1, 1, LONGEST * TOKEN_SAMPLES], repeat(toPilot(hertz))));
    const ends = [module.constant(ints([0])), length, module.constant(ints([2]))];
    const pilot = module.node('Mul', [module.node('Slice', [long, ...ends]), column]);
    return module.node('Add', [sum, module.node('Mul', [pilot, switched])]);
  }, sounds);
}

/** One phoneme's worth of a pilot at 24 kHz: on for its first half. */
export function toPilot(hertz: number): Float32Array<ArrayBuffer> {
  const radians = (2 * Math.PI * hertz) / SAMPLE_RATE;
  return Float32Array.from({ length: TOKEN_SAMPLES }, (_, index) =>
    index < TOKEN_SAMPLES / 2 ? PILOT_AMPLITUDE * Math.sin(radians * index) : 0,
  );
}

function repeat(samples: Float32Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    { length: LONGEST * samples.length },
    (_, index) => samples[index % samples.length] ?? 0,
  );
}

import type { KernelMemory } from '../../../compute/kernels/kernel-memory.ts';
import { ProgramBuilder } from '../../../compute/kernels/program-builder.ts';
import { addBert, allocateBert, type BertBuffers } from './bert-program.ts';
import type { PackedEncoder, PackedLstm } from './pack-encoder.ts';
import { allocateRows, type Rows } from './rows.ts';
import { addText, type TextBuffers } from './text-program.ts';

/** A program from token ids to durations, and where its inputs and outputs lie: one row for each token. */
export interface TokenProgram {
  readonly builder: ProgramBuilder;
  /** The prosody's half of the style. */
  readonly style: number;
  /** Sums of the embeddings, [tokens][width]. */
  readonly embeddings: number;
  /** Features of PL-BERT, then the style, which must be there before the program runs: rows of `stride` floats. */
  readonly joined: Rows;
  /** The text's embeddings, [tokens][channels]. */
  readonly text: number;
  /** Before the sigmoid. */
  readonly chances: Rows;
  /** The text's features. */
  readonly features: Rows;
  /** What the tokens give to the gates of the LSTM over the frames. */
  readonly gates: Rows;
}

/** Lays out the buffers for so many tokens and writes the program that computes all that the durations need. */
export function createTokenProgram(
  encoder: PackedEncoder,
  memory: KernelMemory,
  { tokens, threads }: { readonly tokens: number; readonly threads: number },
): TokenProgram {
  const { bert, text, styles, durationLstm, durationProjection, frameLstm } = encoder;
  const builder = new ProgramBuilder(threads);
  const allocate = (stride: number): Rows => allocateRows(memory, tokens, stride);
  const style = memory.allocateFloats(encoder.style);
  const bertBuffers: BertBuffers = allocateBert(bert, allocate);
  const textBuffers: TextBuffers = { first: allocate(text.channels), second: allocate(text.channels) };
  const joined = allocate(bert.exit.columns + encoder.style);
  const states = allocate(bert.exit.columns);
  const innerGates = allocate(Math.max(...[text.lstm, durationLstm].map((lstm) => lstm.input.columns)));
  const styleRow = memory.allocateFloats(styles.columns);
  const chances = allocate(durationProjection.columns);
  const features = allocate(text.channels);
  const gates = allocate(frameLstm.input.columns);
  const layers: LayerPlace = { builder, tokens, from: joined, gates: innerGates };

  builder.multiply({ ...styles, x: style, stride: 0, out: styleRow, outStride: 0, rows: 1 });
  addBert(builder, bert, { buffers: bertBuffers, tokens, out: joined });
  encoder.durationLayers.forEach(({ lstm, epsilon }, index) => {
    addLstm(layers, lstm, states);
    const channels = bert.exit.columns;
    const gain = styleRow + 8 * channels * index;
    builder.layerNorm({
      ...{ x: states.address, stride: states.stride, rows: tokens, channels, residual: null },
      ...{ gain, base: 1, shift: gain + 4 * channels, epsilon, slope: 1 },
      ...{ out: joined.address, outStride: joined.stride },
    });
  });
  addProduct(layers, frameLstm.input, gates);
  addLstm(layers, durationLstm, states);
  addProduct({ ...layers, from: states }, durationProjection, chances);
  const textRows = addText(builder, text, { buffers: textBuffers, tokens });
  addLstm({ ...layers, from: textRows }, text.lstm, features);
  return {
    ...{ builder, style, embeddings: bertBuffers.embeddings.address, joined },
    ...{ text: textBuffers.first.address, chances, features, gates },
  };
}

interface LayerPlace {
  readonly builder: ProgramBuilder;
  readonly tokens: number;
  /** What a layer reads. */
  readonly from: Rows;
  /** Where an LSTM's inputs are multiplied to. */
  readonly gates: Rows;
}

function addProduct({ builder, tokens, from }: LayerPlace, product: PackedLstm['input'], out: Rows): void {
  const { address: x, stride } = from;
  builder.multiply({ ...product, x, stride, rows: tokens, out: out.address, outStride: out.stride });
}

function addLstm(place: LayerPlace, lstm: PackedLstm, out: Rows): void {
  const { builder, tokens, gates } = place;
  const { units, directions, recurrence } = lstm;
  addProduct(place, lstm.input, gates);
  builder.lstm({
    ...{ x: gates.address, stride: gates.stride, ...recurrence, units, directions },
    ...{ steps: tokens, table: 0, out: out.address, outStride: out.stride },
  });
}

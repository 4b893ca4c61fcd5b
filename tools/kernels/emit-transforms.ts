import { TILINGS, type Tiling } from '../../src/compute/kernels/tilings.ts';
import { Constants } from './constants.ts';
import { LinearForms } from './linear-forms.ts';
import { createWinogradMatrices } from './winograd.ts';

type Matrix = readonly (readonly number[])[];

/** Writes the AssemblyScript module with the unrolled Winograd transforms of all tilings. */
export function emitTransforms(): string {
  const constants = new Constants();
  const transforms = TILINGS.flatMap((tiling) => {
    const { input, output, kernel: weights } = createWinogradMatrices(tiling);
    return [
      emitInput(tiling, input, constants),
      emitOutput(tiling, output, constants),
      emitTaps(tiling, weights, constants),
    ];
  });
  return [
    "import { madd } from './arithmetic';",
    constants.emitTable(),
    emitChoice('tileOf(tiling: i32): i32', ({ tile }) => String(tile)),
    emitChoice('planesOf(tiling: i32): i32', ({ planes }) => String(planes)),
    emitChoice('tapsOf(tiling: i32): i32', ({ kernel }) => String(kernel)),
    emitChoice('haloOf(tiling: i32): i32', ({ kernel }) => String((kernel - 1) / 2)),
    emitChoice(
      'transformInput(tiling: i32, source: usize, target: usize, planeBytes: usize, rowBytes: usize, tiles: i32): void',
      ({ id }) => `transformInput${id}(source, target, planeBytes, rowBytes, tiles)`,
    ),
    emitChoice(
      'transformOutput(tiling: i32, source: usize, target: usize, planeBytes: usize, tiles: i32): void',
      ({ id }) => `transformOutput${id}(source, target, planeBytes, tiles)`,
    ),
    emitChoice(
      'transformTaps(tiling: i32, source: usize, target: usize, planeBytes: usize, channels: i32): void',
      ({ id }) => `transformTaps${id}(source, target, planeBytes, channels)`,
    ),
    ...transforms,
  ].join('\n\n');
}

function emitChoice(signature: string, emitCase: (tiling: Tiling) => string): string {
  const cases = TILINGS.map((tiling) => {
    const others = tiling.id < TILINGS.length - 1 ? `if (tiling === ${tiling.id}) ` : '';
    return `  ${others}return ${emitCase(tiling)};`;
  });
  return [`export function ${signature} {`, ...cases, '}'].join('\n');
}

/** Tiles overlap in the source, whose rows hold 16 channels; plane p of the result holds product p of every tile. */
function emitInput({ id, kernel, tile }: Tiling, matrix: Matrix, constants: Constants): string {
  const forms = new LinearForms(tile + kernel - 1, constants, (index) => `v128.load(from, ${index * 64})`);
  const stores = matrix.map((row, plane) => {
    return `v128.store(to + ${plane} * planeBytes, ${forms.toValue(row)});`;
  });
  return `function transformInput${id}(
  source: usize, target: usize, planeBytes: usize, rowBytes: usize, tiles: i32
): void {
  for (let tile = 0; tile < tiles; tile++) {
    for (let column: usize = 0; column < 64; column += 16) {
      const from = source + column;
      const to = target + column;
${forms.interleave(stores).join('\n')}
    }
    source += ${tile * 64};
    target += rowBytes;
  }
}`;
}

/** Planes and results have rows of 8 channels. */
function emitOutput({ id, planes, tile }: Tiling, matrix: Matrix, constants: Constants): string {
  const forms = new LinearForms(planes, constants, (index) => `v128.load(from + ${index} * planeBytes)`);
  const rows = Array.from({ length: tile }, (_, column) => matrix.map((row) => row[column] ?? 0));
  const stores = forms.toOutputs(rows).map((value, column) => `v128.store(to, ${value}, ${column * 32});`);
  return `function transformOutput${id}(source: usize, target: usize, planeBytes: usize, tiles: i32): void {
  for (let tile = 0; tile < tiles; tile++) {
    for (let column: usize = 0; column < 32; column += 16) {
      const from = source + column;
      const to = target + column;
${forms.interleave(stores).join('\n')}
    }
    source += 32;
    target += ${tile * 32};
  }
}`;
}

/** The source has the taps of 8 outputs for each channel; plane p of the result holds 8 floats for each. */
function emitTaps({ id, kernel }: Tiling, matrix: Matrix, constants: Constants): string {
  const forms = new LinearForms(kernel, constants, (index) => `v128.load(from, ${index * 32})`);
  const stores = matrix.map((row, plane) => {
    return `v128.store(to + ${plane} * planeBytes, ${forms.toValue(row)});`;
  });
  return `function transformTaps${id}(source: usize, target: usize, planeBytes: usize, channels: i32): void {
  for (let channel = 0; channel < channels; channel++) {
    for (let column: usize = 0; column < 32; column += 16) {
      const from = source + column;
      const to = target + column;
${forms.interleave(stores).join('\n')}
    }
    source += ${kernel * 32};
    target += 32;
  }
}`;
}

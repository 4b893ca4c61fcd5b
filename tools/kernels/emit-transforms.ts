import { TILINGS, type Tiling } from '../../src/compute/kernels/tilings.ts';
import { CodeArithmetic } from './code-arithmetic.ts';
import { Constants } from './constants.ts';
import { toInputPlanes, toOutputs, toTapPlanes } from './cyclic.ts';
import { LinearForms } from './linear-forms.ts';
import { createWinogradMatrices } from './winograd.ts';

/** Writes the AssemblyScript module with the unrolled transforms of all tilings, by interpolation or by a cycle. */
export function emitTransforms(): string {
  const constants = new Constants();
  // Tilings with the same points transform their inputs in the same way.
  const sets = [...new Set(TILINGS.map(({ points }) => points))];
  const inputs = sets.map((points, set) => {
    const first = TILINGS.find((tiling) => tiling.points === points);
    return first === undefined ? '' : emitInput(set, toInputLines(first, constants));
  });
  const transforms = TILINGS.flatMap((tiling) => [
    emitOutput(tiling, toOutputLines(tiling, constants)),
    emitTaps(tiling, toTapLines(tiling, constants)),
  ]);
  return [
    "import { madd } from './arithmetic';",
    constants.emitTable(),
    emitChoice('tileOf(tiling: i32): i32', ({ tile }) => String(tile)),
    emitChoice('planesOf(tiling: i32): i32', ({ planes }) => String(planes)),
    emitChoice('tapsOf(tiling: i32): i32', ({ kernel }) => String(kernel)),
    emitChoice(
      'transformInput(tiling: i32, source: usize, target: usize, planeBytes: usize, rowBytes: usize, tiles: i32): void',
      ({ points, tile }) => {
        const step = `transformInput${sets.indexOf(points)}(source, target, planeBytes, rowBytes, tiles, `;
        return `${step}${tile * 64})`;
      },
    ),
    emitChoice(
      'transformOutput(tiling: i32, source: usize, target: usize, planeBytes: usize, tiles: i32): void',
      ({ id }) => `transformOutput${id}(source, target, planeBytes, tiles)`,
    ),
    emitChoice(
      'transformTaps(tiling: i32, source: usize, target: usize, planeBytes: usize, channels: i32): void',
      ({ id }) => `transformTaps${id}(source, target, planeBytes, channels)`,
    ),
    ...inputs,
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

/** One line for each value that is stored, behind those that make it. */
type Lines = readonly string[];

/**
 * Tiles lie `tileBytes` apart and overlap in the source, whose rows hold 16 channels; plane p of the result holds product
 * p of every tile.
 */
function emitInput(set: number, lines: Lines): string {
  return `function transformInput${set}(
  source: usize, target: usize, planeBytes: usize, rowBytes: usize, tiles: i32, tileBytes: usize
): void {
  for (let tile = 0; tile < tiles; tile++) {
    for (let column: usize = 0; column < 64; column += 16) {
      const from = source + column;
      const to = target + column;
${lines.join('\n')}
    }
    source += tileBytes;
    target += rowBytes;
  }
}`;
}

function toInputLines(tiling: Tiling, constants: Constants): Lines {
  const { points, tile, kernel } = tiling;
  const loadRow = (index: number): string => `v128.load(from, ${index * 64})`;
  if (typeof points === 'number') {
    const by = new CodeArithmetic(constants);
    const data = Array.from({ length: points + 2 }, (_, index) => by.load(loadRow(index)));
    toInputPlanes(data, points, {
      by,
      put: (plane, value) => by.addStatement(storePlane(plane, by.toExpression(value))),
    });
    return by.lines;
  }
  const forms = new LinearForms(tile + kernel - 1, constants, loadRow);
  const { input } = createWinogradMatrices({ tile, kernel, points });
  return forms.interleave(input.map((row, plane) => storePlane(plane, forms.toValue(row))));
}

/** Planes and results have rows of 8 channels. */
function emitOutput({ id, tile }: Tiling, lines: Lines): string {
  return `function transformOutput${id}(source: usize, target: usize, planeBytes: usize, tiles: i32): void {
  for (let tile = 0; tile < tiles; tile++) {
    for (let column: usize = 0; column < 32; column += 16) {
      const from = source + column;
      const to = target + column;
${lines.join('\n')}
    }
    source += 32;
    target += ${tile * 32};
  }
}`;
}

function toOutputLines({ points, planes, tile, kernel }: Tiling, constants: Constants): Lines {
  const loadPlane = (index: number): string => `v128.load(from + ${index} * planeBytes)`;
  const storeRow = (row: number, value: string): string => `v128.store(to, ${value}, ${row * 32});`;
  if (typeof points === 'number') {
    const by = new CodeArithmetic(constants);
    const products = Array.from({ length: planes }, (_, index) => by.load(loadPlane(index)));
    const shape = { cycle: points, tile };
    toOutputs(products, shape, {
      by,
      put: (row, value) => by.addStatement(storeRow(row, by.toExpression(value))),
    });
    return by.lines;
  }
  const { output } = createWinogradMatrices({ tile, kernel, points });
  const forms = new LinearForms(planes, constants, loadPlane);
  const rows = Array.from({ length: tile }, (_, column) => output.map((row) => row[column] ?? 0));
  return forms.interleave(forms.toOutputs(rows).map((value, row) => storeRow(row, value)));
}

/** The source has the taps of 8 outputs for each channel; plane p of the result holds 8 floats for each. */
function emitTaps({ id, kernel }: Tiling, lines: Lines): string {
  return `function transformTaps${id}(source: usize, target: usize, planeBytes: usize, channels: i32): void {
  for (let channel = 0; channel < channels; channel++) {
    for (let column: usize = 0; column < 32; column += 16) {
      const from = source + column;
      const to = target + column;
${lines.join('\n')}
    }
    source += ${kernel * 32};
    target += 32;
  }
}`;
}

function toTapLines({ points, tile, kernel }: Tiling, constants: Constants): Lines {
  const loadTap = (index: number): string => `v128.load(from, ${index * 32})`;
  if (typeof points === 'number') {
    const by = new CodeArithmetic(constants);
    const taps = Array.from({ length: kernel }, (_, index) => by.load(loadTap(index)));
    toTapPlanes(taps, points, {
      by,
      put: (plane, value) => by.addStatement(storePlane(plane, by.toExpression(value))),
    });
    return by.lines;
  }
  const forms = new LinearForms(kernel, constants, loadTap);
  const { kernel: weights } = createWinogradMatrices({ tile, kernel, points });
  return forms.interleave(weights.map((row, plane) => storePlane(plane, forms.toValue(row))));
}

function storePlane(plane: number, value: string): string {
  return `v128.store(to + ${plane} * planeBytes, ${value});`;
}

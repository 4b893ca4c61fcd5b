import { describe, expect, it } from 'vitest';
import { KernelMemory } from '../../../../src/compute/kernels/kernel-memory.ts';
import {
  placeColumns,
  placeProduct,
  placeWindows,
  storeMatrix,
} from '../../../../src/compute/kernels/store-matrix.ts';
import type { MatrixPlaces } from '../../../../src/compute/kernels/interleave-elements.ts';
import { reorderBytes } from '../../../../src/compute/onnx/quantised-bytes.ts';
import {
  toFloatWeights,
  toQuantisedWeights,
  type QuantisedWeights,
} from '../../../../src/compute/stored-weights.ts';
import { createOneThread } from './node-threads.ts';

// Whole blocks of columns and three more; rows that are turned sixteen at once, and four more.
const COLUMNS = 19;
const ROWS = 36;
const TAPS = 3;

/** Where element (row, column) of each layout lies. */
const layouts = {
  columns: { places: placeColumns(COLUMNS, ROWS), toIndex: (row, column) => column * ROWS + row },
  product: { places: placeProduct(ROWS, COLUMNS), toIndex: (row, column) => row * COLUMNS + column },
  windows: {
    places: placeWindows(COLUMNS, ROWS / TAPS, TAPS),
    toIndex: (row, column) => column * ROWS + (row % (ROWS / TAPS)) * TAPS + Math.floor(row / (ROWS / TAPS)),
  },
} satisfies Readonly<
  Record<string, { places: MatrixPlaces; toIndex: (row: number, column: number) => number }>
>;

async function createMemory(): Promise<KernelMemory> {
  return new KernelMemory(await createOneThread());
}

function createQuantised(
  kind: 'signed' | 'unsigned',
  shape: Pick<QuantisedWeights, 'sliceLength'> & { readonly slices: number },
): QuantisedWeights {
  const { sliceLength, slices } = shape;
  // All of a byte's range, and both ends of it.
  const toValue = (_: unknown, index: number): number => ((index * 37) % 256) - (kind === 'signed' ? 128 : 0);
  const length = COLUMNS * ROWS;
  const values =
    kind === 'signed' ? Int8Array.from({ length }, toValue) : Uint8Array.from({ length }, toValue);
  return toQuantisedWeights(values, {
    sliceLength,
    scales: Float32Array.from({ length: slices }, (_, slice) => 0.001 * (slice + 1)),
    zeroPoints: Float32Array.from({ length: slices }, (_, slice) => slice + 3),
  });
}

/** What the kernels make of a matrix of one block after the other. */
function readElement(
  memory: KernelMemory,
  { weights, quantisation }: { readonly weights: number; readonly quantisation: number },
  { row, column }: { readonly row: number; readonly column: number },
): number {
  const block = Math.floor(column / 8);
  const place = (block * ROWS + row) * 8 + (column % 8);
  if (quantisation === 0) return memory.floats(weights, place + 1)[place]!;
  const value = new Int8Array(memory.memory.buffer, weights, place + 1)[place]!;
  const factors = memory.floats(quantisation + block * 64, 16);
  return (value - factors[8 + (column % 8)]!) * factors[column % 8]!;
}

describe.each(['signed', 'unsigned'] as const)('a matrix of %s bytes', (kind) => {
  it.each([
    ['one scale', { slices: 1, sliceLength: COLUMNS * ROWS }, { isKept: true, layout: 'columns' }],
    [
      'a scale for each column, whose elements lie together',
      { slices: COLUMNS, sliceLength: ROWS },
      { isKept: true, layout: 'columns' },
    ],
    [
      'a scale for each column, whose elements lie apart',
      { slices: COLUMNS, sliceLength: 1 },
      { isKept: true, layout: 'product' },
    ],
    ['one scale', { slices: 1, sliceLength: 1 }, { isKept: true, layout: 'product' }],
    ['one scale', { slices: 1, sliceLength: 1 }, { isKept: true, layout: 'windows' }],
    ['a scale for each row', { slices: ROWS, sliceLength: 1 }, { isKept: false, layout: 'columns' }],
    [
      'a scale for each row of a product',
      { slices: ROWS, sliceLength: COLUMNS },
      { isKept: false, layout: 'product' },
    ],
  ] as const)(
    'with %s is kept as bytes where the kernels can read them',
    async (_, shape, { isKept, layout }) => {
      const memory = await createMemory();
      const weights = createQuantised(kind, shape);
      const { places, toIndex } = layouts[layout];
      const stored = storeMatrix(memory, [{ weights, ...places }]);
      expect(stored.quantisation !== 0).toBe(isKept);
      const floats = toFloatWeights(weights);
      for (let column = 0; column < COLUMNS; column += 1) {
        for (let row = 0; row < ROWS; row += 1) {
          expect(readElement(memory, stored, { row, column })).toBeCloseTo(floats[toIndex(row, column)]!, 6);
        }
      }
      for (let column = COLUMNS; column < 24; column += 1) {
        expect(readElement(memory, stored, { row: 2, column })).toBe(0);
      }
    },
  );

  it.each([
    ['', 0],
    [' with places that do not add up then', 1],
  ])('may be stored turned%s', async (_, shift) => {
    const memory = await createMemory();
    const unturned = createQuantised(kind, { slices: 1, sliceLength: COLUMNS * ROWS });
    const weights = reorderBytes(unturned, { dims: [ROWS, COLUMNS], order: [1, 0] })!;
    const { columns, rows } = placeColumns(COLUMNS - 1, ROWS);
    // From the midst of a row a column goes on into the next.
    const starts = columns.map((start) => start + shift);
    const stored = storeMatrix(memory, [{ weights, columns: starts, rows }]);
    const floats = toFloatWeights(weights);
    starts.forEach((start, column) => {
      rows.forEach((place, row) => {
        expect(readElement(memory, stored, { row, column })).toBeCloseTo(floats[start + place]!, 6);
      });
    });
  });

  it('is filled up with zeros, whatever stands for zero', async () => {
    const memory = await createMemory();
    const weights = createQuantised(kind, { slices: 1, sliceLength: 1 });
    const stored = storeMatrix(memory, [{ weights, ...placeColumns(COLUMNS, ROWS - 2, ROWS) }]);
    for (const row of [ROWS - 2, ROWS - 1]) expect(readElement(memory, stored, { row, column: 3 })).toBe(0);
  });

  it('becomes floats beside one of floats', async () => {
    const memory = await createMemory();
    const weights = createQuantised(kind, { slices: 1, sliceLength: 1 });
    const floats = Float32Array.from({ length: COLUMNS * ROWS }, (_, index) => index);
    const places = placeColumns(COLUMNS, ROWS);
    const stored = storeMatrix(memory, [
      { weights, ...places },
      { weights: floats, ...places },
    ]);
    expect(stored.quantisation).toBe(0);
    expect(readElement(memory, stored, { row: 1, column: 2 })).toBeCloseTo(
      toFloatWeights(weights)[2 * ROWS + 1]!,
      6,
    );
    expect(readElement(memory, stored, { row: 1, column: 26 })).toBe(2 * ROWS + 1);
  });
});

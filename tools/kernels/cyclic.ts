import { transform, transformBack, type Arithmetic, type Put } from './fourier.ts';

/** A value that may be zero. */
type Maybe<T> = T | null;

/**
 * The transforms of a correlation y by way of a cyclic one. The tile's data d have two values more than the cycle, one on
 * each side: the cycle is the data between them, and gives all outputs but for the two outermost, in which it takes the
 * value on its other side for the one that is outside. Two planes make up for that; the others are the products at the
 * real frequencies 0 and half the cycle, and for each other frequency the three of a complex product:
 * (a + b)·p, a·(q - p) and b·(p + q), where the data's spectrum is a + bi, and p + qi the taps' own, turned round.
 */
export function toInputPlanes<T>(
  data: readonly Maybe<T>[],
  cycle: number,
  { by, put }: { readonly by: Arithmetic<T>; readonly put: Put<T> },
): void {
  const at = (index: number): Maybe<T> => data[index] ?? null;
  transform(data.slice(1, cycle + 1), by, (frequency, a, b) => {
    const plane = toPlane(frequency, cycle);
    if (isReal(frequency, cycle)) {
      put(plane, a);
    } else {
      put(plane, by.add(a, b));
      put(plane + 1, a);
      put(plane + 2, b);
    }
  });
  put(0, by.subtract(at(0), at(cycle)));
  put(countPlanes(cycle) - 1, by.subtract(at(cycle + 1), at(1)));
}

/** The factor of the way back is in the taps. */
export function toTapPlanes<T>(
  taps: readonly Maybe<T>[],
  cycle: number,
  { by, put }: { readonly by: Arithmetic<T>; readonly put: Put<T> },
): void {
  const scaled = taps.map((tap) => by.multiplyAdd(tap, 2 / cycle, null));
  const padded = Array.from({ length: cycle }, (_, index) => scaled[index] ?? null);
  transform(padded, by, (frequency, p, minusQ) => {
    const plane = toPlane(frequency, cycle);
    if (isReal(frequency, cycle)) {
      put(plane, by.multiplyAdd(p, 0.5, null));
    } else {
      put(plane, p);
      put(plane + 1, by.subtract(null, by.add(p, minusQ)));
      put(plane + 2, by.subtract(p, minusQ));
    }
  });
  put(0, taps[0] ?? null);
  put(countPlanes(cycle) - 1, taps.at(-1) ?? null);
}

/** The outputs of a tile from the products of its planes. */
export function toOutputs<T>(
  products: readonly Maybe<T>[],
  { cycle, tile }: { readonly cycle: number; readonly tile: number },
  { by, put }: { readonly by: Arithmetic<T>; readonly put: Put<T> },
): void {
  const at = (index: number): Maybe<T> => products[index] ?? null;
  const real: Maybe<T>[] = [];
  const imaginary: Maybe<T>[] = [];
  for (let frequency = 0; frequency <= cycle / 2; frequency += 1) {
    const plane = toPlane(frequency, cycle);
    const isPlain = isReal(frequency, cycle);
    real.push(isPlain ? at(plane) : by.subtract(at(plane), at(plane + 2)));
    imaginary.push(isPlain ? null : by.add(at(plane), at(plane + 1)));
  }
  const outer = new Map([
    [0, at(0)],
    [tile - 1, at(products.length - 1)],
  ]);
  transformBack({ real, imaginary }, by, (place, value) => {
    const output = (place + 1) % cycle;
    if (output < tile) put(output, by.add(value, outer.get(output) ?? null));
  });
}

/** Products of a tile. */
export function countPlanes(cycle: number): number {
  return 4 + 3 * (cycle / 2 - 1);
}

/** Whether the spectrum of real values has no imaginary part there. */
function isReal(frequency: number, cycle: number): boolean {
  return frequency === 0 || frequency === cycle / 2;
}

/** The first plane of a frequency: those that are real have one, the others three. */
function toPlane(frequency: number, cycle: number): number {
  if (frequency === 0) return 1;
  return frequency === cycle / 2 ? 2 : 3 * frequency;
}

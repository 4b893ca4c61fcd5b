import { countElements, type FloatTensor } from './float-tensor.ts';
import { GraphMismatch } from './onnx-graph.ts';

/** Combines two tensors element by element; the smaller is repeated as ONNX broadcasts. */
export function combine(
  a: FloatTensor,
  b: FloatTensor,
  operate: (a: number, b: number) => number,
): FloatTensor {
  const rank = Math.max(a.dims.length, b.dims.length);
  const pad = (dims: readonly number[]): number[] => [
    ...new Array<number>(rank - dims.length).fill(1),
    ...dims,
  ];
  const [left, right] = [pad(a.dims), pad(b.dims)];
  const dims = left.map((dim, axis) => Math.max(dim, right[axis] ?? 1));
  const fits = (own: readonly number[]): boolean => own.every((dim, axis) => dim === 1 || dim === dims[axis]);
  if (!fits(left) || !fits(right)) {
    throw new GraphMismatch(`[${a.dims.join()}] and [${b.dims.join()}] do not go together`);
  }
  const aAt = toPlaces(left, dims);
  const bAt = toPlaces(right, dims);
  const count = countElements(dims);
  // A weight is scaled or shifted here; what becomes more than it was is none.
  if (count > Math.max(a.data.length, b.data.length))
    throw new GraphMismatch(`[${a.dims.join()}] and [${b.dims.join()}] are repeated along each other`);
  const data = new Float32Array(count);
  for (let index = 0; index < data.length; index += 1) {
    data[index] = operate(a.data[aAt(index)] ?? 0, b.data[bAt(index)] ?? 0);
  }
  return { dims, data };
}

/** Where the element that belongs to an index of `target` lies in a tensor whose dims of one are repeated. */
function toPlaces(dims: readonly number[], target: readonly number[]): (index: number) => number {
  const count = countElements(dims);
  if (count === 1) return () => 0;
  if (count === countElements(target)) return (index) => index;
  const strides = toStrides(dims).map((stride, axis) => (dims[axis] === 1 ? 0 : stride));
  const steps = toStrides(target);
  return (index) => {
    let rest = index;
    let place = 0;
    for (let axis = 0; axis < steps.length; axis += 1) {
      const step = steps[axis] ?? 1;
      const position = Math.floor(rest / step);
      rest -= position * step;
      place += position * (strides[axis] ?? 0);
    }
    return place;
  };
}

/** Reorders axes; `order[i]` is the old axis that becomes the new axis i, from the end where negative. */
export function rearrange({ dims, data }: FloatTensor, order: readonly number[]): FloatTensor {
  const result = new Float32Array(data.length);
  return { dims: reorder({ dims, data }, { order, result }), data: result };
}

/** Writes the elements of a tensor to `result` in another order of its axes, and gives the new sizes. */
export function reorder<Data extends Float32Array | Int8Array | Uint8Array>(
  { dims, data }: { readonly dims: readonly number[]; readonly data: Data },
  { order, result }: { readonly order: readonly number[]; readonly result: Data },
): readonly number[] {
  const axes = order.map((axis) => (axis < 0 ? axis + dims.length : axis));
  const isOrder = axes.length === dims.length && dims.every((_, axis) => axes.includes(axis));
  if (!isOrder || result.length !== data.length || countElements(dims) !== data.length)
    throw new GraphMismatch(`[${dims.join()}] has no order [${order.join()}]`);
  const changed = axes.map((axis) => dims[axis] ?? 1);
  if (swapsLastAxes(axes)) transposeLast({ dims, data }, result);
  else gather({ dims, data }, { axes, changed, result });
  return changed;
}

type Elements = Float32Array | Int8Array | Uint8Array;

interface Tensor {
  readonly dims: readonly number[];
  readonly data: Elements;
}

/** Whether an order of axes, which are no negative numbers, turns the matrices of the last two and nothing else. */
export function swapsLastAxes(axes: readonly number[]): boolean {
  const last = axes.length - 1;
  return last > 0 && axes.every((axis, index) => axis === (index < last - 1 ? index : 2 * last - 1 - index));
}

/** Rows and columns of a part that stays in the first-level cache. */
const PART = 32;

/** Turns the matrices of the last two axes part by part: weights are mostly such, and strides cost more than they do. */
function transposeLast({ dims, data }: Tensor, result: Elements): void {
  const columns = dims.at(-1) ?? 1;
  const rows = dims.at(-2) ?? 1;
  for (let matrix = 0; matrix < result.length; matrix += rows * columns) {
    for (let top = 0; top < rows; top += PART) {
      const bottom = Math.min(top + PART, rows);
      for (let left = 0; left < columns; left += PART) {
        const right = Math.min(left + PART, columns);
        for (let row = top; row < bottom; row += 1) {
          const from = matrix + row * columns;
          let place = matrix + left * rows + row;
          for (let column = left; column < right; column += 1) {
            result[place] = data[from + column] ?? 0;
            place += rows;
          }
        }
      }
    }
  }
}

interface Order {
  readonly axes: readonly number[];
  readonly changed: readonly number[];
  readonly result: Elements;
}

/** Elements of the last axis are taken in one go: where a row begins costs a division for each axis. */
function gather({ dims, data }: Tensor, { axes, changed, result }: Order): void {
  const strides = toStrides(dims);
  const steps = toStrides(changed);
  const length = changed.at(-1) ?? 1;
  const stride = strides[axes.at(-1) ?? 0] ?? 1;
  for (let start = 0; start < result.length; start += length) {
    let rest = start;
    let place = 0;
    for (let axis = 0; axis < axes.length - 1; axis += 1) {
      const step = steps[axis] ?? 1;
      const position = Math.floor(rest / step);
      rest -= position * step;
      place += position * (strides[axes[axis] ?? 0] ?? 0);
    }
    for (let index = 0; index < length; index += 1) result[start + index] = data[place + index * stride] ?? 0;
  }
}

/** Sums over axes, which stay with a length of one. */
export function reduceSum({ dims, data }: FloatTensor, axes: readonly number[]): FloatTensor {
  const kept = dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim));
  const placeOf = toPlaces(kept, dims);
  const sums = new Float64Array(countElements(kept));
  for (let index = 0; index < data.length; index += 1) {
    const place = placeOf(index);
    sums[place] = (sums[place] ?? 0) + (data[index] ?? 0);
  }
  return { dims: kept, data: Float32Array.from(sums) };
}

function toStrides(dims: readonly number[]): number[] {
  const strides = new Array<number>(dims.length).fill(1);
  for (let axis = dims.length - 2; axis >= 0; axis -= 1) {
    strides[axis] = (strides[axis + 1] ?? 1) * (dims[axis + 1] ?? 1);
  }
  return strides;
}

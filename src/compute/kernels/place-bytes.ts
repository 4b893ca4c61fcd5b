import { toQuantisedWeights, type QuantisedWeights } from '../stored-weights.ts';
import type { ByteMatrix, MatrixPlaces } from './interleave-elements.ts';

/**
 * Gives bytes and the places of a matrix in them, as they are copied: where matrices are stored turned, it is the places
 * that are turned, which are far fewer. The values are put in order only where a column and a row do not add up then.
 */
export function placeBytes(
  weights: QuantisedWeights,
  places: MatrixPlaces,
): MatrixPlaces & Pick<ByteMatrix, 'weights'> {
  const { turned } = weights;
  if (turned === undefined) return { weights, ...places };
  const columns = toSplit(places.columns, turned);
  const rows = toSplit(places.rows, turned);
  const addUp =
    columns.most.row + rows.most.row < turned.rows && columns.most.column + rows.most.column < turned.columns;
  if (!addUp) return { weights: toQuantisedWeights(weights.values, weights), ...places };
  return { weights, columns: columns.places, rows: rows.places };
}

interface Split {
  readonly places: Int32Array;
  /** The greatest row and column, within their matrices, that any place has. */
  readonly most: { row: number; column: number };
}

/** Turns places in matrices [columns][rows] to those in [rows][columns]; -1 stays. */
function toSplit(places: Int32Array, { rows, columns }: NonNullable<QuantisedWeights['turned']>): Split {
  const size = rows * columns;
  const most = { row: 0, column: 0 };
  const turned = places.map((place) => {
    if (place < 0) return place;
    const within = place % size;
    const row = within % rows;
    const column = Math.floor(within / rows);
    most.row = Math.max(most.row, row);
    most.column = Math.max(most.column, column);
    return place - within + row * columns + column;
  });
  return { places: turned, most };
}

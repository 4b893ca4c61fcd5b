import { TILE } from '../../src/engine/kernels/assembly/layout.ts';
import { TILINGS, type Tiling } from '../../src/engine/kernels/tilings.ts';

type Row = readonly number[];

/** Writes the AssemblyScript module with the unrolled Winograd transforms of all tilings. */
export function emitTransforms(): string {
  const tilings = Object.values(TILINGS);
  return [
    "import { madd } from './arithmetic';",
    ...tilings.map((tiling) => emitInput(tiling)),
    ...tilings.map((tiling) => emitOutput(tiling)),
  ].join('\n\n');
}

/** Tiles overlap in the source, whose rows hold 16 channels; plane p of the result holds product p of every tile. */
function emitInput(tiling: Tiling): string {
  const { kernel, planes, matrices } = tiling;
  return `export function transformInput${kernel}(
  source: usize, target: usize, planeBytes: usize, rowBytes: usize, tiles: i32
): void {
  for (let tile = 0; tile < tiles; tile++) {
    for (let column: usize = 0; column < 64; column += 16) {
      const from = source + column;
      const to = target + column;
${indent(
  emitLoads('from', planes, (index) => `${index * 64}`),
  6,
)}
${indent(
  emitRows(matrices.input, (row, value) => `v128.store(to + ${row} * planeBytes, ${value});`),
  6,
)}
    }
    source += ${TILE * 64};
    target += rowBytes;
  }
}`;
}

/** Planes and results have rows of 8 channels. */
function emitOutput(tiling: Tiling): string {
  const { kernel, planes, matrices } = tiling;
  const rows = Array.from({ length: TILE }, (_, column) => matrices.output.map((row) => row[column] ?? 0));
  return `export function transformOutput${kernel}(source: usize, target: usize, planeBytes: usize, tiles: i32): void {
  for (let tile = 0; tile < tiles; tile++) {
    for (let column: usize = 0; column < 32; column += 16) {
      const from = source + column;
      const to = target + column;
${indent(emitPlaneLoads(planes), 6)}
${indent(emitColumns(rows), 6)}
    }
    source += 32;
    target += ${TILE * 32};
  }
}`;
}

function emitLoads(base: string, count: number, offset: (index: number) => string): string[] {
  return Array.from(
    { length: count },
    (_, index) => `const x${index} = v128.load(${base}, ${offset(index)});`,
  );
}

function emitPlaneLoads(count: number): string[] {
  return Array.from(
    { length: count },
    (_, index) => `const x${index} = v128.load(from + ${index} * planeBytes);`,
  );
}

/** Rows that differ only in the sign of every other coefficient (points p and -p) share their two halves. */
function emitRows(rows: readonly Row[], emitStore: (row: number, value: string) => string): string[] {
  const lines: string[] = [];
  const done = new Set<number>();
  rows.forEach((row, index) => {
    if (done.has(index)) return;
    const twin = rows.findIndex((other, position) => position > index && isMirrored(row, other));
    if (twin < 0) {
      lines.push(emitStore(index, emitSum(row)));
      return;
    }
    done.add(twin);
    lines.push(
      `const even${index} = ${emitSum(row.map((value, column) => (column % 2 === 0 ? value : 0)))};`,
    );
    lines.push(`const odd${index} = ${emitSum(row.map((value, column) => (column % 2 === 1 ? value : 0)))};`);
    lines.push(emitStore(index, `f32x4.add(even${index}, odd${index})`));
    const flipped = rows[twin]?.some((value, column) => column % 2 === 0 && value * (row[column] ?? 0) < 0);
    const [first, second] = flipped === true ? ['odd', 'even'] : ['even', 'odd'];
    lines.push(emitStore(twin, `f32x4.sub(${first}${index}, ${second}${index})`));
  });
  return lines;
}

/** Products of points p and -p enter the even outputs as a sum and the odd ones as a difference. */
function emitColumns(rows: readonly Row[]): string[] {
  const planes = rows[0]?.length ?? 0;
  const lines: string[] = [];
  const terms: { readonly names: readonly [string, string]; readonly plane: number }[] = [];
  const done = new Set<number>();
  for (let plane = 0; plane < planes; plane += 1) {
    if (done.has(plane)) continue;
    const twin = Array.from({ length: planes }, (_, other) => other).find(
      (other) => other > plane && isOpposite(rows, plane, other),
    );
    if (twin === undefined) {
      terms.push({ names: [`x${plane}`, `x${plane}`], plane });
      continue;
    }
    done.add(twin);
    lines.push(`const sum${plane} = f32x4.add(x${plane}, x${twin});`);
    lines.push(`const difference${plane} = f32x4.sub(x${plane}, x${twin});`);
    terms.push({ names: [`sum${plane}`, `difference${plane}`], plane });
  }
  rows.forEach((row, column) => {
    const parts = terms.map(({ names, plane }) => ({
      name: names[column % 2] ?? '',
      factor: row[plane] ?? 0,
    }));
    lines.push(`v128.store(to, ${emitTerms(parts)}, ${column * 32});`);
  });
  return lines;
}

function emitSum(row: Row): string {
  return emitTerms(row.map((factor, index) => ({ name: `x${index}`, factor })));
}

/** Terms without a multiplication come first, so that every other one is a fused multiply-add onto them. */
function emitTerms(terms: readonly { readonly name: string; readonly factor: number }[]): string {
  const present = terms.filter(({ factor }) => factor !== 0);
  const plain = present.filter(({ factor }) => Math.abs(factor) === 1).sort((a, b) => b.factor - a.factor);
  const scaled = present.filter(({ factor }) => Math.abs(factor) !== 1);
  return [...plain, ...scaled].reduce((sum, { name, factor }) => {
    if (sum === '') return emitFirst(name, factor);
    if (factor === 1) return `f32x4.add(${sum}, ${name})`;
    if (factor === -1) return `f32x4.sub(${sum}, ${name})`;
    return `madd(${name}, f32x4.splat(${toLiteral(factor)}), ${sum})`;
  }, '');
}

function emitFirst(name: string, factor: number): string {
  if (factor === 1) return name;
  return factor === -1 ? `f32x4.neg(${name})` : `f32x4.mul(${name}, f32x4.splat(${toLiteral(factor)}))`;
}

/** A whole number needs a point, or AssemblyScript takes it for an integer. */
function toLiteral(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function isMirrored(row: Row, other: Row): boolean {
  const signs = new Set<number>();
  for (const [column, value] of row.entries()) {
    const twin = other[column] ?? 0;
    if (Math.abs(value) !== Math.abs(twin)) return false;
    if (value !== 0) signs.add(Math.sign(value) * Math.sign(twin) * (column % 2 === 0 ? 1 : -1));
  }
  return signs.size === 1;
}

function isOpposite(rows: readonly Row[], plane: number, other: number): boolean {
  return (
    rows.every((row, column) => row[plane] === (row[other] ?? 0) * (column % 2 === 0 ? 1 : -1)) &&
    rows.some((row) => row[plane] !== row[other])
  );
}

function indent(lines: readonly string[], width: number): string {
  return lines.map((line) => ' '.repeat(width) + line).join('\n');
}

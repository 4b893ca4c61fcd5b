import type { NodeDescription } from './describe-nodes.ts';

/**
 * Writes nodes in a compact form, one a line: how much of its path a node shares with the one before, the rest of the
 * path, the operator unless the path ends in it, and the inputs, where a number stands for the node of that line.
 */
export function encodeNodeList(nodes: readonly NodeDescription[]): string {
  const lines = new Map(nodes.map(({ path }, index) => [path, index]));
  const encodeInput = (input: string): string => {
    const [path = '', output] = input.split('#');
    const line = lines.get(path);
    if (line === undefined) return input;
    return output === undefined ? `${line}` : `${line}#${output}`;
  };
  let before = '';
  const encoded = nodes.map(({ path, opType, inputs }) => {
    const shared = countShared(before, path);
    before = path;
    const operator = opType === toOperator(path) ? '' : opType;
    return [shared, path.slice(shared), operator, inputs.map(encodeInput).join(' ')].join('\t');
  });
  return `${encoded.join('\n')}\n`;
}

/** Reads what `encodeNodeList` wrote. */
export function decodeNodeList(text: string): readonly NodeDescription[] {
  let path = '';
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [shared = '', rest = '', operator = '', inputs = ''] = line.split('\t');
      path = path.slice(0, Number(shared)) + rest;
      const opType = operator === '' ? toOperator(path) : operator;
      return { path, opType, inputs: inputs === '' ? [] : inputs.split(' ') };
    });
  const decodeInput = (input: string): string => {
    const [, line, output = ''] = /^(\d+)(#\d+)?$/.exec(input) ?? [];
    return line === undefined ? input : `${rows[Number(line)]?.path ?? ''}${output}`;
  };
  return rows.map((row) => ({ ...row, inputs: row.inputs.map(decodeInput) }));
}

function countShared(a: string, b: string): number {
  let count = 0;
  while (count < a.length && a[count] === b[count]) count += 1;
  return count;
}

/** What an exporter named the node after: `/decoder/Gather_1` is a Gather. */
function toOperator(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/_\d+$/, '');
}

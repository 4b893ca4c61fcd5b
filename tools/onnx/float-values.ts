import type { Attribute, Model, Node } from './model.ts';

const FLOAT = 1;
/** Operators whose outputs are whole numbers or truth values, whatever they read. */
const WHOLE = new Set(['Shape', 'Equal', 'Greater', 'GreaterOrEqual', 'Less', 'And', 'NonZero']);

/** Finds the names of all values of a model that are float32. */
export function findFloatValues(model: Model): ReadonlySet<string> {
  const floats = new Set(model.inputs.filter(({ type }) => type === 'float32').map(({ name }) => name));
  for (const [name, { type }] of model.initializers) if (type === 'float32') floats.add(name);
  for (const node of model.nodes) {
    if (isFloatNode(node, floats)) for (const output of node.outputs) floats.add(output);
  }
  return floats;
}

function isFloatNode(node: Node, floats: ReadonlySet<string>): boolean {
  if (WHOLE.has(node.opType)) return false;
  if (node.opType === 'Cast') return isInt(node.attributes['to'], FLOAT);
  const value = node.attributes['value'];
  if (node.opType === 'ConstantOfShape') return value === undefined || isFloatTensor(value);
  // The first input of Where is the condition.
  const source = node.opType === 'Where' ? node.inputs[1] : node.inputs[0];
  return floats.has(source ?? '');
}

function isInt(attribute: Attribute | undefined, expected: number): boolean {
  return attribute !== undefined && 'int' in attribute && attribute.int === expected;
}

/** Returns whether an attribute holds a float32 tensor. */
export function isFloatTensor(
  attribute: Attribute,
): attribute is Extract<Attribute, { readonly tensor: unknown }> {
  return 'tensor' in attribute && attribute.tensor.type === 'float32';
}

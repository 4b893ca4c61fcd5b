/** Operators that only change what the axes are. */
export const AXIS_OPS = ['Transpose', 'Reshape', 'Squeeze', 'Unsqueeze', 'Flatten'];

/** Operators that compute the sizes which others need. */
export const SIZE_OPS = [
  ...['Shape', 'Gather', 'Slice', 'Concat', 'Cast', 'Where', 'Equal', 'ConstantOfShape', 'Expand'],
  ...['Unsqueeze', 'Squeeze', 'Mul'],
];

/** Operators that put one row of the style beside each row of features. */
export const JOIN_OPS = [...AXIS_OPS, ...SIZE_OPS];

/** Operators that say of each frame to which token it belongs, and repeat what belongs to the token. */
export const ALIGNMENT_OPS = [
  ...JOIN_OPS,
  ...['Round', 'Clip', 'CumSum', 'Range', 'Sub', 'Less', 'LessOrEqual', 'Greater', 'GreaterOrEqual', 'And'],
  ...['ReduceSum', 'MatMul', 'FusedMatMul'],
];

// Sotto runs ONNX Runtime's web build everywhere, so the native one must never be reached.
export const InferenceSession = undefined;
export const Tensor = undefined;

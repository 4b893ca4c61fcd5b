/** The bytes are no ONNX model, or one that is spelt in a way that is not read here. */
export class OnnxFormatError extends Error {
  override readonly name = 'OnnxFormatError';
}

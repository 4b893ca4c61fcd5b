/** The pinned release of onnxruntime-web: what was found out about a device holds for it alone. */
export const ORT_VERSION = '1.31.0-dev.20260914-8d85527a0';
